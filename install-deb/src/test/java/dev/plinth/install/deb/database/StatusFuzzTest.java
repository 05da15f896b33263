package dev.plinth.install.deb.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in the database of a base image are packages, or a BAD_INPUT error. */
class StatusFuzzTest {
  private static final Origin ORIGIN = new Origin.Generated("fuzz");

  static Stream<Arguments> seeds() {
    return Stream.of(
            "Package: a\nStatus: install ok installed\nVersion: 1-2\nArchitecture: amd64\n"
                + "Multi-Arch: same\nDepends: b (>= 1)\nConffiles:\n /etc/x "
                + "ab".repeat(16)
                + "\n /etc/y newconffile\nDescription: x\n\n",
            "/usr/bin/x\n/usr/bin/x.real\na\n",
            "root root 4755 /usr/bin/x\n#1 #2 0644 /y\n",
            "interest x\ninterest-noawait /usr/lib\nactivate y\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void database(byte[] data) throws FileSystemException {
    for (String folder : new String[] {"/var/lib/dpkg", "/var/lib/dpkg/status.d"}) {
      Tree tree = new Tree();
      if (folder.endsWith(".d")) {
        put(tree, folder + "/a", data);
        put(tree, folder + "/a.md5sums", data);
      } else {
        for (String name :
            new String[] {
              "status",
              "diversions",
              "statoverride",
              "triggers/File",
              "triggers/Unincorp",
              "info/a.list",
              "info/a:amd64.list",
              "info/a.conffiles",
              "info/a.triggers",
              "info/a.md5sums"
            }) {
          put(tree, folder + "/" + name, data);
        }
      }
      try {
        for (InstalledPackage pkg : new DpkgReader(tree).read("amd64").all()) {
          assertThat(pkg.control()).isNotNull();
        }
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      } catch (FileSystemException e) {
        assertThat(e.getMessage()).isNotBlank(); // told as BAD_INPUT by who asked
      }
    }
  }

  private static void put(Tree tree, String path, byte[] data) throws FileSystemException {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), ORIGIN);
    tree.put(path, new Node.RegularFile(Attributes.generated(0644, ORIGIN), Content.of(data)));
  }
}
