package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One image of Debian and of a package of an archive of the test's own, locked and built once, and
 * then built again under all kinds of trouble.
 */
final class HostileBench implements AutoCloseable {
  static final String PACKAGE = "tiny-app";

  final Path folder;
  final Gpg gpg;
  final TestArchive archive;
  final Path spec;
  final Path lock;

  /** A store that has all that the lock names, and no image. */
  final PlinthProcess seed;

  private final PlinthProcess whole;

  final Path deb;
  final String digest;

  private int homes;

  /**
   * @param uri of the archive, where it is not its folder
   */
  HostileBench(Path folder, String uri) throws IOException {
    assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
    assumeTrue(Gpg.isThere() && Machine.has("dpkg-deb"), "gpg or dpkg-deb is not installed");
    this.folder = folder;
    gpg = new Gpg();
    gpg.key("archive");
    archive = new TestArchive(Files.createDirectories(folder.resolve("archive")), gpg);
    deb = archive.deb(PACKAGE, "1.0-1", "", Map.of("usr/bin/tiny-app", "tiny\n".repeat(500)));
    archive.publish();
    gpg.publicKey("archive", folder.resolve("archive.asc"));
    String place = uri.isEmpty() ? archive.folder.toUri().toString() : uri;
    spec = folder.resolve("tiny.yaml");
    Files.writeString(spec, text(place, "archive.asc", ""));
    lock = folder.resolve("tiny.lock.json");
    seed = new PlinthProcess(folder.resolve("seed"));
    seed.run("lock", spec.toString()).ok();
    whole = new PlinthProcess(folder.resolve("whole"));
    Trees.copy(seed.store(), whole.store());
    digest = whole.run(build()).ok().json().get("digest").asString();
  }

  static String text(String uri, String key, String more) {
    return """
    name: tiny
    distribution: debian/bookworm
    architectures: [amd64]
    flavour: micro
    packages: [tiny-app]
    repositories: [{name: test, uri: "%s", suite: stable, components: [main], keys: [%s]%s}]
    """
        .formatted(uri, key, more);
  }

  String[] build() {
    return new String[] {"build", spec.toString(), "--locked", "-o", "json"};
  }

  String[] lock() {
    return new String[] {"lock", spec.toString(), "-o", "json"};
  }

  /**
   * A home whose store has what Debian brings, and nothing of the test's archive; the cache is
   * empty.
   */
  PlinthProcess fresh() throws IOException {
    Path home = folder.resolve("home" + homes++);
    Trees.copy(seed.store(), home.resolve("store"));
    Path blobs = home.resolve("store/blobs/sha256");
    Files.delete(blobs.resolve(sha256()));
    for (JsonNode repository : locked().get("repositories")) {
      if (repository.get("name").asString().startsWith("test/")) {
        Files.delete(blobs.resolve(repository.at("/packages/amd64/sha256").asString()));
      }
    }
    return new PlinthProcess(home);
  }

  /** A home that has built it already. */
  PlinthProcess built() throws IOException {
    Path home = folder.resolve("home" + homes++);
    Trees.copy(whole.store(), home.resolve("store"));
    Trees.copy(whole.cache(), home.resolve("cache"));
    return new PlinthProcess(home);
  }

  JsonNode locked() throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(lock));
  }

  private JsonNode entry() throws IOException {
    for (JsonNode pkg : locked().at("/architectures/amd64/packages")) {
      if (pkg.get("name").asString().equals(PACKAGE)) {
        return pkg;
      }
    }
    throw new AssertionError("the lock lacks " + PACKAGE);
  }

  String sha256() throws IOException {
    return entry().get("sha256").asString().replace("sha256:", "");
  }

  /** Runs with a changed lock, and puts the good one back. */
  void withLock(Consumer<ObjectNode> change, Action action) throws IOException {
    byte[] good = Files.readAllBytes(lock);
    try {
      ObjectNode changed = (ObjectNode) locked();
      change.accept(changed);
      Files.write(
          lock, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(changed));
      action.run();
    } finally {
      Files.write(lock, good);
    }
  }

  /** The lock's entry of the test's package. */
  static ObjectNode entry(ObjectNode lock) {
    for (JsonNode pkg : lock.at("/architectures/amd64/packages")) {
      if (pkg.get("name").asString().equals(PACKAGE)) {
        return (ObjectNode) pkg;
      }
    }
    throw new AssertionError("the lock lacks " + PACKAGE);
  }

  /** What may fail with files. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /**
   * It ends with the code, in at most a few lines that say all of {@code said}; the store holds.
   */
  void refused(PlinthProcess plinth, int code, List<String> said, String... command)
      throws IOException {
    PlinthProcess.Result result = plinth.run(command);
    assertThat(result.code()).as("%s\n%s%s", said, result.out(), result.err()).isEqualTo(code);
    told(result);
    for (String words : said) {
      assertThat(result.err()).contains(words);
    }
    StoreCheck.holds(plinth.store());
  }

  /** An error as people are to see it: what and why, and what to do. */
  static void told(PlinthProcess.Result result) {
    assertThat(result.out()).isEmpty();
    List<String> error = result.err().lines().dropWhile(l -> !l.startsWith("plinth: ")).toList();
    assertThat(error).as(result.err()).hasSizeBetween(2, 8);
    assertThat(error.getLast()).startsWith("  → ");
    assertThat(result.err()).doesNotContain("internal error", "\tat ", "Exception");
  }

  /** The same command with good data gives the same image. */
  void good(PlinthProcess plinth) throws IOException {
    PlinthProcess.Result again = plinth.run(build()).ok();
    assertThat(again.json().get("digest").asString()).isEqualTo(digest);
    StoreCheck.holds(plinth.store());
  }

  void forget(PlinthProcess plinth) throws IOException {
    Trees.delete(plinth.store().getParent());
  }

  @Override
  public void close() throws IOException {
    gpg.close();
  }
}
