package dev.plinth.generate.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of source files, compared with what the machine's update-mime-database makes. */
class MimeDatabaseTest {
  private static final Origin ORIGIN = new Origin.Generated("test");
  private static final Path PROGRAM = Path.of("/usr/bin/update-mime-database");
  private static final Path SHIPPED = Path.of("/usr/share/mime/packages/freedesktop.org.xml");
  private static final String BEGIN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<mime-info xmlns=\"http://www.freedesktop.org/standards/shared-mime-info\">\n";

  static final String SPECIAL =
      BEGIN
          + """
          <mime-type type="application/x-Acme">
            <comment>Acme &amp; "Söhne" &lt;1&gt;</comment>
            <comment xml:lang="de">Akme</comment>
            <comment xml:lang="de">Akme zwei</comment>
            <comment/>
            <acronym>ACME</acronym><expanded-acronym>A company</expanded-acronym>
            <sub-class-of type="text/plain"/><sub-class-of type="application/zip"/>
            <alias type="application/acme"/>
            <icon name="acme"/><generic-icon name="text-x-generic"/>
            <glob pattern="*.ACME"/><glob pattern="*.Acm" case-sensitive="true" weight="70"/>
            <glob pattern="*.größe" weight="10"/><glob pattern="Makefile.ac*"/><glob pattern="ACMEFILE"/>
            <magic priority="80">
              <match type="string" value="\\x41c\\101\\0\\n\\\\me\\xzz" offset="0:7">
                <match type="big16" value="0x0102" mask="0xff0f" offset="8"/>
                <match type="host32" value="010" offset="12"/>
              </match>
              <match type="little32" value="305419896" offset="4"/>
              <match type="string" value="abc" mask="0xffdf" offset="3"/>
              <match type="byte" value="7" offset="2"/>
            </magic>
            <treemagic><treematch path="acme/x" type="file" match-case="true" executable="true">
              <treematch path="y" non-empty="true" mimetype="text/plain"/></treematch></treemagic>
            <root-XML namespaceURI="http://acme.example/" localName="acme"/>
            <root-XML namespaceURI="" localName="acme"/>
          </mime-type>
          <mime-type type="chemical/x-acme"><comment>a</comment><glob-deleteall/><magic-deleteall/>
            <glob pattern="*.acme"/><glob pattern="*.acme" weight="60"/></mime-type>
          </mime-info>
          """;

  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allFilesAreThoseOfTheProgram(boolean shipped) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "shared-mime-info is not installed");
    Path packages = Files.createDirectories(work.resolve("packages"));
    if (shipped) {
      Files.copy(SHIPPED, packages.resolve("freedesktop.org.xml"));
    }
    Files.writeString(packages.resolve("a.xml"), SPECIAL);
    Files.writeString(packages.resolve("b.xml"), many());
    Tree tree = new Tree();
    tree.mkdirs("/mime/packages", ORIGIN);
    for (Path file : files(packages)) {
      put(tree, "/mime/packages/" + file.getFileName(), Files.readAllBytes(file));
    }
    Process process =
        new ProcessBuilder(PROGRAM.toString(), work.toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    Files.delete(work.resolve("log"));

    MimeDatabase.update(tree, "/mime", Files.readString(work.resolve("version")).strip(), ORIGIN);

    List<Path> expected = files(work);
    assertThat(expected).hasSizeGreaterThan(shipped ? 800 : 10);
    for (Path file : expected) {
      String path = "/mime/" + work.relativize(file);
      assertThat(tree.content(path).bytes()).as(path).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void typesThatAreNoMoreGo() throws Exception {
    Tree tree = new Tree();
    tree.mkdirs("/mime/packages", ORIGIN);
    put(tree, "/mime/packages/a.xml", SPECIAL.getBytes(StandardCharsets.UTF_8));
    put(tree, "/mime/packages/b.xml", many().getBytes(StandardCharsets.UTF_8));
    MimeDatabase.update(tree, "/mime", "2.2", ORIGIN);
    assertThat(tree.list("/mime/text")).contains("x-t0.xml");
    tree.remove("/mime/packages/b.xml");
    MimeDatabase.update(tree, "/mime", "2.2", ORIGIN);
    assertThat(tree.list("/mime/text")).isEmpty();
    assertThat(tree.list("/mime/application")).containsExactly("x-acme.xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<mime-type type=\"../etc\"/>",
        "<mime-type type=\"a/b/c\"/>",
        "<mime-type type=\"a/b\"><unheard/></mime-type>",
        "<mime-type type=\"a/b\"><x:y xmlns:x=\"urn:x\"/></mime-type>",
        "<mime-type type=\"a/b\"><glob pattern=\"*.a\" weight=\"101\"/></mime-type>",
        "<mime-type type=\"a/b\"><magic><match type=\"odd\" value=\"1\" offset=\"0\"/></magic></mime-type>",
        "<mime-type type=\"a/b\"><magic><match type=\"byte\" value=\"256\" offset=\"0\"/></magic></mime-type>",
        "<mime-type type=\"a/b\"><magic/></mime-type>",
        "<mime-type type=\"a/b\"><comment>&unheard;</comment></mime-type>",
        "<mime-type"
      })
  void whatTheProgramWouldComplainOfIsAnError(String type) throws Exception {
    Tree tree = new Tree();
    tree.mkdirs("/mime/packages", ORIGIN);
    String text = BEGIN + type + "</mime-info>";
    put(tree, "/mime/packages/a.xml", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> MimeDatabase.update(tree, "/mime", "2.2", ORIGIN))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("/mime/packages/a.xml: ");
  }

  /** Enough for tables that grow several times. */
  private static String many() {
    StringBuilder text = new StringBuilder(BEGIN);
    for (int i = 0; i < 700; i++) {
      text.append("<mime-type type=\"text/x-t").append(i).append("\"><comment>t</comment>");
      text.append("<sub-class-of type=\"text/plain\"/><alias type=\"x/t").append(i * 7);
      text.append("\"/><glob pattern=\"*.t").append(i).append("\"/></mime-type>\n");
    }
    return text.append("</mime-info>\n").toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void put(Tree tree, String path, byte[] bytes) throws IOException {
    tree.write(path, Content.of(bytes), Attributes.generated(0644, ORIGIN));
  }
}
