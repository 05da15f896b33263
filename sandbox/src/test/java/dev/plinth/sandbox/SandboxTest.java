package dev.plinth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a real static busybox (from the shared data) in the sandbox. */
class SandboxTest {
  private static final Origin TEST = new Origin.Generated("test");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/bin", "GREETING", "hello");
  private static final SortedSet<Integer> NONE = new TreeSet<>();
  private static final Platform HERE = new Platform("linux", Programs.hostArchitecture());

  @TempDir Path folder;
  private final Tree tree = new Tree();

  @BeforeEach
  void unpackBusybox() throws IOException, InterruptedException {
    Optional<Path> archive = shared("images/busybox-musl-amd64-rootfs.tar.gz");
    assumeTrue(archive.isPresent(), "shared/data has no busybox here");
    assumeTrue(HERE.architecture().equals("amd64"), "the busybox is for amd64");
    Optional<String> missing = Sandbox.missing(HERE, System.getenv());
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    Path unpacked = Files.createDirectory(folder.resolve("busybox"));
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xzf",
                archive.get().toString(),
                "-C",
                unpacked.toString(),
                "bin/[",
                "bin/busybox")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    load(unpacked);
    tree.mkdirs("/secret", TEST);
    tree.mkdirs("/tmp", TEST);
    tree.mkdirs("/proc", TEST);
    tree.mkdirs("/dev", TEST);
    tree.put(
        "/secret/file",
        new Node.RegularFile(Attributes.generated(0600, TEST), Content.ofRaw("x\n")));
  }

  @Test
  void runsAsTheWantedUserWithTheGivenEnvironmentOnly() throws IOException {
    SandboxResult result = run(33, "sh", "-c", "id -u; id -g; echo $GREETING; env | wc -l; pwd");
    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput().lines().toList())
        .startsWith("33", "33", "hello")
        .last()
        .isEqualTo("/");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void hasNoNetworkButLoopback() throws IOException {
    SandboxResult result = run(0, "sh", "-c", "ls /sys/class/net 2>/dev/null; cat /proc/net/dev");
    assertThat(
            result.standardOutput().lines().filter(line -> line.contains(":")).map(String::strip))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("lo:");
  }

  @Test
  void permissionsHoldForOtherUsers() throws IOException {
    assumeTrue(RootDirectory.isRoot(), "without root all files belong to one user");
    assertThat(run(33, "cat", "/secret/file").exitCode()).isEqualTo(1);
    assertThat(run(0, "cat", "/secret/file").standardOutput()).isEqualTo("x\n");
  }

  @Test
  void anotherUserStartsInTheWantedFolderWithItsGroups() throws IOException {
    assumeTrue(RootDirectory.isRoot(), "without root there is one user in one group");
    tree.put("/secret", new Node.Directory(Attributes.generated(0750, TEST).withOwner(0, 44)));
    try (RootDirectory root = RootDirectory.write(tree, folder)) {
      SandboxCommand command =
          new SandboxCommand(
              List.of("sh", "-c", "pwd; id -G; ls; echo x > /dev/shm/mine && echo written"),
              ENVIRONMENT,
              33,
              33,
              new TreeSet<>(List.of(44, 55)),
              "/secret",
              Duration.ofSeconds(20));
      SandboxResult result = Sandbox.over(root, HERE, System.getenv()).run(command);
      assertThat(result.standardError()).isEmpty();
      assertThat(result.standardOutput().lines())
          .containsExactly("/secret", "33 44 55", "file", "written");
    }
  }

  @Test
  void whatTheImageHasInTmpIsSeen() throws IOException {
    assertThat(run(33, "ls", "/tmp").standardOutput()).isEmpty();
    tree.put(
        "/tmp/test.conf",
        new Node.RegularFile(Attributes.generated(0644, TEST), Content.ofRaw("x\n")));
    assertThat(run(33, "cat", "/tmp/test.conf").standardOutput()).isEqualTo("x\n");
    assertThat(run(0, "cat", "/tmp/test.conf").standardOutput()).isEqualTo("x\n");
  }

  @Test
  void exitCodesAndTimeoutsAreTold() throws IOException {
    assertThat(run(0, "sh", "-c", "exit 42").exitCode()).isEqualTo(42);
    try (RootDirectory root = RootDirectory.write(tree, folder)) {
      SandboxCommand sleep =
          new SandboxCommand(
              List.of("sleep", "60"), ENVIRONMENT, 0, 0, NONE, "/", Duration.ofMillis(300));
      SandboxResult result = Sandbox.over(root, HERE, System.getenv()).run(sleep);
      assertThat(result.timedOut()).isTrue();
    }
  }

  @Test
  void aServiceCanBeSeenListening() throws IOException, InterruptedException {
    try (RootDirectory root = RootDirectory.write(tree, folder)) {
      SandboxCommand listen =
          new SandboxCommand(
              List.of("nc", "-l", "-p", "8080"),
              ENVIRONMENT,
              0,
              0,
              NONE,
              "/",
              Duration.ofSeconds(20));
      try (Service service = Sandbox.over(root, HERE, System.getenv()).start(listen)) {
        for (int i = 0; i < 100 && !service.listening().contains(8080); i++) {
          Thread.sleep(50);
        }
        assertThat(service.listening()).as(service.said()).containsExactly(8080);
      }
    }
  }

  @Test
  void theFolderIsGoneAfterwards() throws IOException {
    Path left;
    try (RootDirectory root = RootDirectory.write(tree, folder.resolve("roots"))) {
      left = root.path();
      assertThat(left.resolve("bin/busybox")).exists();
    }
    assertThat(left).doesNotExist();
  }

  private SandboxResult run(int user, String... words) throws IOException {
    try (RootDirectory root = RootDirectory.write(tree, folder)) {
      SandboxCommand command =
          new SandboxCommand(
              List.of(words), ENVIRONMENT, user, user, NONE, "/", Duration.ofSeconds(20));
      return Sandbox.over(root, HERE, System.getenv()).run(command);
    }
  }

  private void load(Path unpacked) throws IOException {
    Path busybox = unpacked.resolve("bin/busybox");
    tree.mkdirs("/bin", TEST);
    Content content = Content.slice(busybox, 0, Files.size(busybox), null);
    tree.put("/bin/busybox", new Node.RegularFile(Attributes.generated(0755, TEST), content));
    for (String name : List.of("sh", "id", "env", "wc", "cat", "sleep", "nc", "ls")) {
      tree.put("/bin/" + name, new Node.Symlink(Attributes.generated(0777, TEST), "busybox"));
    }
  }

  private static Optional<Path> shared(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
      file = at.resolve("../shared/data").resolve(name).normalize();
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
