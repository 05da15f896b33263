package dev.plinth.deb.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesListTest {
  private static final String ONE_LINE =
      """
      # comment
      deb http://h/debian bookworm main contrib # tail
      deb [arch=amd64 signed-by=/usr/share/k.gpg] http://h/two  stable  main
      deb [ arch=amd64,arm64 trusted=yes ] http://u:p@h/three ./
      # deb http://h/commented bookworm main
      deb cdrom:[Debian GNU/Linux 12 _Bookworm_ - Official]/ bookworm main
      \tdeb   https://h/tab\tsid\tmain
      deb mirror+file:/etc/apt/mirrors.list bookworm main
      deb file:/srv/repo flat/
      deb [lang+=de arch-=i386] http://h/plus x main
      """;

  private static final String DEB822 =
      """
      # c
      Types: deb deb-src
      URIs: http://h/a
        http://h/b
      Suites: s1 s2
      # inner
      Components: main
       contrib
      Signed-By:
       -----BEGIN PGP PUBLIC KEY BLOCK-----
       .
       mQ
       -----END PGP PUBLIC KEY BLOCK-----

      Types: deb
      URIs: http://h/off
      Suites: x
      Components: main
      Enabled: no

      types: deb
      uris: http://h/lower
      suites: ./
      Architectures: amd64
      Enabled: yes
      """;

  @TempDir Path folder;

  @Test
  void oneLineStyleIsRead() {
    List<AptSource> sources = SourcesList.oneLine("s.list", ONE_LINE);
    assertThat(sources)
        .extracting(AptSource::uri)
        .containsExactly(
            "http://h/debian",
            "http://h/two",
            "http://u:p@h/three",
            "cdrom:[Debian GNU/Linux 12 _Bookworm_ - Official]/",
            "https://h/tab",
            "mirror+file:/etc/apt/mirrors.list",
            "file:/srv/repo",
            "http://h/plus");
    assertThat(sources.get(0).components()).containsExactly("main", "contrib");
    assertThat(sources.get(1).signedBy()).isEqualTo("/usr/share/k.gpg");
    assertThat(sources.get(1).architectures()).containsExactly("amd64");
    assertThat(sources.get(2).architectures()).containsExactly("amd64", "arm64");
    assertThat(sources.get(4).from()).hasToString("s.list:7");
    assertThat(sources.get(7).architectures()).isEmpty();
  }

  @Test
  void deb822StyleIsRead() {
    List<AptSource> sources = SourcesList.deb822("s.sources", DEB822);
    assertThat(sources)
        .extracting(source -> source.uri() + " " + source.suite())
        .containsExactly(
            "http://h/a s1",
            "http://h/a s2",
            "http://h/b s1",
            "http://h/b s2",
            "http://h/lower ./");
    assertThat(sources.get(0).components()).containsExactly("main", "contrib");
    assertThat(sources.get(0).signedBy()).contains("PUBLIC KEY BLOCK");
    assertThat(sources.get(0).from()).hasToString("s.sources:2");
    assertThat(sources.get(4).components()).isEmpty();
  }

  @Test
  void damagedFilesGiveWhatCanBeRead() {
    assertThat(SourcesList.oneLine("f", "deb\ndeb [\ndeb [a=b\nrpm x y z\ndeb h")).isEmpty();
    assertThat(SourcesList.deb822("f", "Types deb\n URIs: x\n\n:\nTypes: deb\n")).isEmpty();
  }

  /** The host's apt, asked which archives the same files name. */
  @Test
  void namesTheArchivesThatAptWouldAsk() throws Exception {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    Files.writeString(parts.resolve("a.list"), ONE_LINE);
    Files.writeString(parts.resolve("b.sources"), DEB822);
    Path out = folder.resolve("out");
    try {
      int exit =
          new ProcessBuilder(
                  "apt-get",
                  "update",
                  "--print-uris",
                  "-o",
                  "Dir::Etc::sourcelist=/none",
                  "-o",
                  "Dir::Etc::sourceparts=" + parts)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start()
              .waitFor();
      Assumptions.assumeTrue(exit == 0, "apt-get cannot tell: " + Files.readString(out));
    } catch (IOException e) {
      Assumptions.abort("apt-get is not installed");
    }
    TreeSet<String> theirs = new TreeSet<>();
    Matcher line = Pattern.compile("(?m)^'(.*/InRelease)' ").matcher(Files.readString(out));
    while (line.find()) {
      theirs.add(line.group(1));
    }
    TreeSet<String> mine = new TreeSet<>();
    for (Path file : AptFiles.parts(parts, "list", "sources")) {
      String text = AptFiles.read(file).orElseThrow();
      for (AptSource source :
          file.toString().endsWith(".list")
              ? SourcesList.oneLine("f", text)
              : SourcesList.deb822("f", text)) {
        String root = source.uri().replace("cdrom:[", "cdrom://[");
        root = root.endsWith("/") ? root : root + "/";
        String suite =
            source.suite().endsWith("/") ? source.suite() : "dists/" + source.suite() + "/";
        mine.add(root + suite + "InRelease");
      }
    }
    assertThat(mine).isEqualTo(theirs);
  }
}
