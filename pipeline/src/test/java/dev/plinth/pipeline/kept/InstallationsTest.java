package dev.plinth.pipeline.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Allowance;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.PackageFile.Member;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes back from the folder is what was put there, or an error. */
class InstallationsTest {
  private static final Origin PACKAGED = new Origin.Packaged("tool");
  private static final Digest KEY = Digest.of("key");

  @TempDir Path folder;

  private static Attributes attributes(int mode, Origin origin) {
    TreeMap<String, byte[]> xattrs = new TreeMap<>(Map.of("security.capability", new byte[] {1}));
    return new Attributes(mode, 5, 60_000, 1_700_000_000, xattrs, origin);
  }

  private final Content inPackage = Content.of(new byte[] {1, 2, 3});
  private final Content control = Content.of(new byte[] {4});
  private final Content inBase = Content.of(new byte[] {5, 6});

  private InstallRequest request(Ids ids) throws FileSystemException {
    Tree base = new Tree();
    base.put("/below", new Node.RegularFile(attributes(0600, new Origin.Base("sha256:0")), inBase));
    PackageFile file =
        new PackageFile(
            new Package(
                "tool",
                "1",
                "amd64",
                "tool",
                "1",
                "",
                "",
                1,
                Digest.of("tool"),
                1,
                "",
                false,
                "no",
                List.of()),
            new TreeMap<>(Map.of("postinst", control)),
            List.of(
                new Member("/usr", new Node.Directory(attributes(0755, PACKAGED)), null),
                new Member(
                    "/usr/tool",
                    new Node.RegularFile(attributes(04755, PACKAGED), inPackage),
                    null)),
            7);
    return new InstallRequest(base, List.of(file), true, "amd64", ids, new TreeSet<>());
  }

  private static Ids ids(int number) {
    return new Ids(new TreeMap<>(Map.of("www", number)), new TreeMap<>(Map.of("adm", 4)));
  }

  private Installation installation(InstallRequest request, Effect effect)
      throws FileSystemException {
    Tree tree = request.base().copy();
    tree.put("/usr", new Node.Directory(attributes(0755, PACKAGED)));
    tree.put("/usr/tool", new Node.RegularFile(attributes(04755, PACKAGED), inPackage));
    tree.link("/usr/tool", "/usr/twin");
    tree.put("/usr/\u00e4", new Node.Symlink(attributes(0777, PACKAGED), "tool\u00ff"));
    Origin made = new Origin.Generated("tool.postinst");
    tree.put("/made", new Node.RegularFile(Attributes.generated(0644, made), Content.ofRaw("x")));
    tree.put("/postinst", new Node.RegularFile(attributes(0755, made), control));
    tree.put("/pipe", new Node.Special(attributes(0600, made), 'p', 0, 0));
    return new Installation(
        tree,
        List.of("tool"),
        List.of(
            new ScriptOutcome("tool", "postinst", effect),
            new ScriptOutcome("tool", "prerm", new Effect.Omitted(List.of("a"), "b")),
            new ScriptOutcome("tool", "config", new Effect.Allowed("line 1: …")),
            new ScriptOutcome("tool", "preinst", new Effect.NoOp())),
        request.ids());
  }

  @Test
  void givesBackWhatWasKept() throws Exception {
    InstallRequest request = request(ids(33));
    Installation before = installation(request, new Effect.Done(List.of("ldconfig", "ö")));
    new Installations(folder).keep(KEY, request, before);

    Installation after = new Installations(folder).find(KEY, request).orElseThrow();

    assertThat(after.configured()).isEqualTo(before.configured());
    assertThat(after.scripts()).isEqualTo(before.scripts());
    assertThat(after.ids()).isEqualTo(before.ids());
    assertThat(after.tree().hardLinks()).isEqualTo(List.of(List.of("/usr/tool", "/usr/twin")));
    TreeMap<String, Node> nodes = new TreeMap<>();
    before.tree().forEach(nodes::put);
    after
        .tree()
        .forEach((path, node) -> {
          Node old = nodes.remove(path);
          if (node instanceof Node.RegularFile file && old instanceof Node.RegularFile other) {
            assertThat(file.attributes()).isEqualTo(other.attributes());
            assertThat(file.content().bytes()).isEqualTo(other.content().bytes());
          } else {
            assertThat(node).isEqualTo(old);
          }
        });
    assertThat(nodes).isEmpty();
    // Not copies: a content of a package is checked where the package's contents are.
    assertThat(after.tree().content("/usr/tool")).isSameAs(inPackage);
    assertThat(after.tree().content("/below")).isSameAs(inBase);
    assertThat(after.tree().content("/postinst")).isSameAs(control);
  }

  @Test
  void anythingElseIsAnotherKey() throws Exception {
    InstallRequest one = request(ids(33));
    InstallRequest other = request(ids(34));
    InstallRequest allowed =
        new InstallRequest(
            one.base(),
            one.packages(),
            true,
            "amd64",
            one.ids(),
            new TreeSet<>(List.of(new Allowance("tool", "postinst", "line"))));
    List<Digest> packages = List.of(Digest.of("a"), Digest.of("b"));

    assertThat(
            Stream.of(
                    Installations.key("1", "", packages, one),
                    Installations.key("2", "", packages, one),
                    Installations.key("1", "sha256:0", packages, one),
                    Installations.key("1", "", packages.reversed(), one),
                    Installations.key("1", "", packages, other),
                    Installations.key("1", "", packages, allowed))
                .distinct())
        .hasSize(6);
    assertThat(Installations.key("1", "", packages, one))
        .isEqualTo(Installations.key("1", "", packages, request(ids(33))));
  }

  @Test
  void whatIsNotUnderstoodIsNotKept() throws Exception {
    InstallRequest request = request(ids(33));
    Effect unknown = new Effect.Unknown(3, "frobnicate", "unknown command");
    new Installations(folder).keep(KEY, request, installation(request, unknown));

    assertThat(new Installations(folder).find(KEY, request)).isEmpty();
  }

  @Test
  void aChangedFileIsAnErrorOnce() throws Exception {
    InstallRequest request = request(ids(33));
    Installations kept = new Installations(folder);
    kept.keep(KEY, request, installation(request, new Effect.NoOp()));
    Path file = folder.resolve(KEY.hex());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> kept.find(KEY, request))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
    assertThat(kept.find(KEY, request)).isEmpty();
  }

  @Test
  void theOldestGo() throws Exception {
    InstallRequest request = request(ids(33));
    Installations kept = new Installations(folder);
    for (int i = 0; i < 60; i++) {
      kept.keep(Digest.of("key " + i), request, installation(request, new Effect.NoOp()));
      kept.find(Digest.of("key 0"), request);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(48);
    }
    assertThat(kept.find(Digest.of("key 0"), request)).isPresent();
    assertThat(kept.find(Digest.of("key 1"), request)).isEmpty();
  }
}
