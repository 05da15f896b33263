package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A minimal image has the file tree that mmdebstrap makes of the same packages. */
class MmdebstrapTest {
  /** All that may differ, as whole paths without the first slash; nothing else is passed over. */
  private static final Pattern MAY_DIFFER =
      Pattern.compile(
          String.join(
              "|",
              // Device nodes are the container runtime's.
              "dev/.+",
              // What mmdebstrap takes from the host, and what apt leaves.
              "etc/resolv\\.conf",
              "etc/hostname",
              "etc/apt/sources\\.list(\\.d/.*)?",
              "var/lib/apt/(lists|periodic|mirrors|extended_states).*",
              "var/cache/apt(/.*)?",
              // debconf's cache, backups, locks.
              "var/cache/debconf/.+",
              "var/lib/dpkg/[a-z]+-old",
              "etc/(passwd|group|shadow|gshadow|subuid|subgid)-",
              "var/lib/dpkg/(lock|lock-frontend|triggers/Lock)",
              // Bytecode.
              ".*/__pycache__(/.*)?",
              // Left out with the reason: keys of one machine, and what systemd makes at its start.
              "etc/ssh/ssh_host_[a-z0-9]+_key(\\.pub)?",
              "etc/bind/rndc\\.key",
              "var/lib/systemd/catalog(/database)?",
              // A lock of systemd-sysusers.
              "etc/\\.pwd\\.lock"));

  /** Much of what people run, with systemd and dbus below some of it. */
  private static final String SERVICES =
      "bind9,caddy,docker.io,fail2ban,libapache2-mod-php,libgdk-pixbuf-2.0-0,memcached,mosquitto,openssh-server,"
          + "php-fpm,samba,sudo,supervisor,tcpdump,unbound,whiptail";

  @TempDir static Path shared;
  @TempDir Path work;

  /** All ten with {@code --full}; else each release, and each of the additions, at least once. */
  static List<Arguments> sets() {
    List<Arguments> sets = new ArrayList<>();
    for (String release : List.of("bookworm", "trixie")) {
      for (String added : List.of("", "default-jre-headless", "python3", "nginx", SERVICES)) {
        boolean java = added.equals("default-jre-headless");
        boolean chosen =
            release.equals("bookworm")
                ? java || added.equals("nginx")
                : added.isEmpty() || added.equals("python3");
        if (Boolean.getBoolean("plinth.full") || chosen) {
          sets.add(Arguments.of(release, added));
        }
      }
    }
    return sets;
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theTreeIsMmdebstraps(String release, String added) throws Exception {
    assumeTrue(Machine.has("mmdebstrap"), "mmdebstrap is not installed");
    assumeTrue(Machine.isRoot(), "mmdebstrap is run as root here");
    List<String> mirror = Mirrors.lines(release);
    assumeTrue(!mirror.isEmpty(), "apt's sources name no mirror of Debian");
    Path sources = Files.write(work.resolve("sources.list"), mirror);
    Path expected = work.resolve("mmdebstrap.tar");
    List<String> words =
        new ArrayList<>(List.of("mmdebstrap", "--quiet", "--format=tar", "--variant=essential"));
    if (!added.isEmpty()) {
      words.add("--include=" + added);
    }
    words.addAll(List.of(release, expected.toString(), sources.toString()));
    Machine.run(work, words.toArray(String[]::new));
    Path spec = work.resolve("same.yaml");
    Files.writeString(
        spec,
        """
        name: same
        distribution: debian/%s
        architectures: [amd64]
        flavour: minimal
        packages: [%s]
        """
            .formatted(release, added));
    PlinthProcess plinth =
        new PlinthProcess(work.resolve("home"))
            .with("PLINTH_CACHE", shared.resolve("cache").toString());
    plinth.run("build", spec.toString()).ok();
    Path actual = work.resolve("plinth.tar");
    plinth.run("export", "same", "--format", "rootfs", "--to", actual.toString()).ok();

    TarTree ours = TarTree.read(actual);
    TarTree theirs = TarTree.read(expected);
    assertThat(ours.size()).isGreaterThan(3000);
    assertThat(theirs.differences(ours, name -> MAY_DIFFER.matcher(name).matches()))
        .as("what mmdebstrap makes | what Plinth makes, of %s %s", release, added)
        .isEmpty();
  }

  @Test
  void everyKindOfDifferenceIsFound() throws Exception {
    Path tree = Files.createDirectories(work.resolve("tree"));
    Files.writeString(tree.resolve("a"), "content");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a"));
    Files.createDirectory(tree.resolve("folder"));
    Files.createLink(tree.resolve("b"), tree.resolve("a"));
    TarTree first = pack(tree, "first");
    assertThat(first.differences(pack(tree, "again"), _ -> false)).isEmpty();

    Machine.run(tree, "chmod", "0600", "folder");
    assertThat(names(first, pack(tree, "mode"))).containsExactly("/folder");
    Machine.run(tree, "chmod", "0755", "folder");
    Machine.run(tree, "ln", "-sfn", "b", "link");
    assertThat(names(first, pack(tree, "target"))).containsExactly("/link");
    Machine.run(tree, "ln", "-sfn", "a", "link");
    Files.writeString(tree.resolve("a"), "Content");
    assertThat(names(first, pack(tree, "byte"))).containsExactly("/a", "/b");
    Files.writeString(tree.resolve("a"), "content");
    Machine.run(tree, "touch", "c");
    assertThat(names(first, pack(tree, "more"))).containsExactly("/c");
    Machine.run(tree, "rm", "c", "b");
    Machine.run(tree, "cp", "a", "b");
    assertThat(names(first, pack(tree, "unlinked"))).containsExactly("/a", "/b");
    Machine.run(tree, "rm", "b");
    assertThat(names(first, pack(tree, "fewer"))).containsExactly("/a", "/b");
    assertThat(names(first, pack(tree, "owner", "--owner=5"))).contains("/folder", "/link");
  }

  private static List<String> names(TarTree a, TarTree b) {
    return a.differences(b, _ -> false).stream()
        .map(line -> line.substring(0, line.indexOf(':')))
        .filter(name -> !name.equals("/."))
        .toList();
  }

  private TarTree pack(Path tree, String name, String... more) throws IOException {
    Path file = work.resolve(name + ".tar");
    List<String> words = new ArrayList<>(List.of("tar", "-C", tree.toString()));
    words.addAll(List.of(more));
    words.addAll(List.of("-cf", file.toString(), "."));
    Machine.run(words.toArray(String[]::new));
    return TarTree.read(file);
  }
}
