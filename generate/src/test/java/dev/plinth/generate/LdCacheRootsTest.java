package dev.plinth.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares with what the ldconfig of real Debian systems of both architectures wrote. */
class LdCacheRootsTest {
  @Test
  void writesWhatTheSystemsOwnLdconfigWrites() throws Exception {
    for (Path root : RealRoots.all()) {
      Path work = Files.createTempDirectory("roots");
      Path copy = work.resolve("root");
      try {
        Tool.run(work, "cp", "-al", root.toString(), copy.toString());
        // As a package's postinst finds it: no cache, and some links missing.
        Files.deleteIfExists(copy.resolve("etc/ld.so.cache"));
        Tree tree = DiskTree.read(copy);
        String architecture = RealRoots.architecture(root);
        LdCache cache = new LdCache();
        Origin origin = new Origin.Generated("ldconfig");
        assertThat(cache.update(tree, architecture, origin)).isTrue();
        byte[] first = tree.content(LdCache.PATH).bytes();
        assertThat(cache.update(tree, architecture, origin)).isTrue();
        assertThat(tree.content(LdCache.PATH).bytes()).isEqualTo(first);
        ldconfig(copy, architecture);
        Tree real = DiskTree.read(copy);
        assertThat(tree.content(LdCache.PATH).bytes())
            .as(root.toString())
            .isEqualTo(real.content(LdCache.PATH).bytes());
        assertThat(DiskTree.describe(tree, "/usr/lib", false))
            .isEqualTo(DiskTree.describe(real, "/usr/lib", false));
      } finally {
        Tool.run(work, "rm", "-rf", work.toString());
      }
    }
  }

  private static void ldconfig(Path root, String architecture) throws Exception {
    String tool = root.resolve("usr/sbin/ldconfig").toString();
    if (Files.notExists(Path.of(tool))) {
      tool = root.resolve("sbin/ldconfig").toString();
    }
    if (architecture.equals("arm64")) {
      Tool.run(root, "qemu-aarch64-static", tool, "-i", "-r", root.toString());
    } else {
      Tool.run(root, tool, "-i", "-r", root.toString());
    }
  }
}
