package dev.plinth.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares with what update-ca-certificates and the Java hook of real Debian systems left. */
class CaBundleRootsTest {
  private static final Origin ORIGIN = new Origin.Generated("ca-certificates");

  @Test
  void bundleAndLinksAreTheSystemsOwn() throws Exception {
    for (Path root : installed()) {
      Tree real = DiskTree.read(root);
      Tree tree = bare(root);
      CaBundle.Changes changes = CaBundle.update(tree, false, ORIGIN);
      assertThat(changes.lines()).hasSizeGreaterThan(100).allMatch(line -> line.startsWith("+/"));
      assertThat(certificates(tree)).as(root.toString()).isEqualTo(certificates(real));
      assertThat(CaBundle.update(tree, false, ORIGIN).lines()).isEmpty();
      assertThat(CaBundle.update(tree, true, ORIGIN).lines()).hasSameSizeAs(changes.lines());
      assertThat(certificates(tree)).as(root.toString()).isEqualTo(certificates(real));
    }
  }

  @Test
  void javaKeyStoreHoldsTheSystemsOwnCertificates() throws Exception {
    for (Path root : installed()) {
      Tree real = DiskTree.read(root);
      Tree tree = bare(root);
      CaBundle.Changes changes = CaBundle.update(tree, false, ORIGIN);
      assertThat(JavaKeyStore.all(tree))
          .containsExactlyElementsOf(changes.lines().stream().sorted().toList());
      assertThat(JavaKeyStore.apply(tree, changes.lines(), "changeit", ORIGIN)).isEmpty();
      byte[] ours = tree.content(JavaKeyStore.PATH).bytes();
      byte[] theirs = real.content(JavaKeyStore.PATH).bytes();
      assertThat(byAlias(ours, "changeit")).isEqualTo(byAlias(theirs, "changeit"));
      assertThat(byAlias(ours, null)).isEqualTo(byAlias(theirs, "changeit"));
      // What Debian's own program wrote can be continued.
      assertThat(JavaKeyStore.apply(real, List.of(), "changeit", ORIGIN)).isEmpty();
      assertThat(real.content(JavaKeyStore.PATH).bytes()).isEqualTo(ours);
    }
  }

  private static List<Path> installed() {
    return RealRoots.all().stream()
        .filter(root -> Files.exists(root.resolve("etc/ssl/certs/java/cacerts")))
        .toList();
  }

  /** The system as it was before its certificates were set up. */
  private static Tree bare(Path root) throws Exception {
    Tree tree = DiskTree.read(root);
    for (String name : tree.list(CaBundle.DIRECTORY)) {
      if (!name.equals("ssl-cert-snakeoil.pem")) {
        tree.removeAll(CaBundle.DIRECTORY + "/" + name);
      }
    }
    return tree;
  }

  private static TreeMap<String, String> certificates(Tree tree) throws Exception {
    TreeMap<String, String> lines = DiskTree.describe(tree, CaBundle.DIRECTORY, true);
    lines.keySet().removeIf(path -> path.startsWith(CaBundle.DIRECTORY + "/java"));
    return lines;
  }

  private static TreeMap<String, String> byAlias(byte[] bytes, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(new ByteArrayInputStream(bytes), password == null ? null : password.toCharArray());
    TreeMap<String, String> certificates = new TreeMap<>();
    Set<String> aliases = new HashSet<>(Collections.list(store.aliases()));
    for (String alias : aliases) {
      byte[] der = store.getCertificate(alias).getEncoded();
      certificates.put(alias, Content.of(der).sha256().toString());
    }
    return certificates;
  }
}
