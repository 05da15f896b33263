package dev.plinth.install.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.PackageFile.Member;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A newer version of a package on an image that has the older one, with and without dpkg. */
class NewerOnBaseTest {
  private static final Origin ORIGIN = new Origin.Packaged("lib");

  private static PackageFile lib(String version, String... configurations) {
    String text = "Package: lib\nVersion: " + version + "\nArchitecture: amd64\nMaintainer: x\n";
    TreeMap<String, Content> control = new TreeMap<>();
    control.put("control", Content.ofRaw(text));
    List<Member> members = new ArrayList<>();
    for (String folder : List.of("/", "/etc", "/usr", "/usr/lib", "/usr/lib/lib" + version)) {
      members.add(new Member(folder, new Node.Directory(Attributes.generated(0755, ORIGIN)), null));
    }
    members.add(file("/usr/lib/liblib.so." + version, version));
    members.add(file("/usr/lib/lib" + version + "/plugin", version));
    members.add(
        new Member(
            "/usr/lib/liblib.so." + version.charAt(0),
            new Node.Symlink(Attributes.generated(0777, ORIGIN), "liblib.so." + version),
            null));
    for (String configuration : configurations) {
      members.add(file(configuration, "of " + version));
    }
    control.put("conffiles", Content.ofRaw(String.join("\n", configurations) + "\n"));
    return new PackageFile(
        PackageStanza.installed(
            Deb822.parse(text.getBytes(ISO_8859_1), ISO_8859_1, "lib").getFirst(), "amd64", "lib"),
        control,
        members,
        0);
  }

  private static Member file(String path, String text) {
    return new Member(
        path,
        new Node.RegularFile(Attributes.generated(0644, ORIGIN), Content.ofRaw(text + "\n")),
        null);
  }

  private static Tree install(Tree base, boolean packageManager, PackageFile file) {
    return new DebInstaller()
        .install(
            new InstallRequest(
                base,
                List.of(file),
                packageManager,
                "amd64",
                new Ids(new TreeMap<>(), new TreeMap<>()),
                new TreeSet<>()))
        .tree();
  }

  private static String text(Tree tree, String path) throws FileSystemException {
    return new String(tree.content(path).bytes(), ISO_8859_1).strip();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesAwayWhatOnlyTheOlderVersionHad(boolean packageManager) throws Exception {
    Tree base = install(new Tree(), packageManager, lib("1.0", "/etc/lib.conf"));
    assertThat(base.isRegularFile("/usr/lib/liblib.so.1.0")).isTrue();
    Tree tree = install(base, packageManager, lib("2.0", "/etc/lib.conf"));
    assertThat(tree.list("/usr/lib")).contains("lib2.0", "liblib.so.2", "liblib.so.2.0");
    assertThat(tree.list("/usr/lib")).doesNotContain("lib1.0", "liblib.so.1", "liblib.so.1.0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void replacesConfigurationThatNobodyChanged(boolean packageManager) throws Exception {
    Tree base =
        install(new Tree(), packageManager, lib("1.0", "/etc/lib.conf", "/etc/changed.conf"));
    String changed = RawPath.ofText("/etc/changed.conf");
    base.put(
        changed,
        new Node.RegularFile(Attributes.generated(0644, ORIGIN), Content.ofRaw("by hand\n")));
    Tree tree = install(base, packageManager, lib("2.0", "/etc/lib.conf", "/etc/changed.conf"));
    assertThat(text(tree, "/etc/lib.conf")).isEqualTo("of 2.0");
    assertThat(text(tree, "/etc/changed.conf")).isEqualTo("by hand");
    assertThat(tree.list("/etc"))
        .contains("changed.conf.dpkg-dist")
        .doesNotContain("lib.conf.dpkg-dist");
  }
}
