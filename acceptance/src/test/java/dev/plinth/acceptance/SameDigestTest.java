package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same lock gives the same digest, whatever is different around it. Every variation starts from
 * a copy of the store as {@code lock} left it, works offline, and has an empty cache.
 */
class SameDigestTest {
  private static final String SPEC = "same.yaml";
  private static final List<String> NAMES =
      List.of("b.conf", "a.conf", "Z.conf", "10.conf", "9.conf", "a", "a-b", "I", "i");

  @TempDir Path folder;
  private final Map<String, Variation> all = new LinkedHashMap<>();

  /** Prepares one variation and runs the build in it. */
  @FunctionalInterface
  private interface Variation {
    PlinthProcess.Result build(PlinthProcess plinth, Path spec) throws IOException;
  }

  @BeforeEach
  void variations() {
    around();
    machine();
    places();
    others();
  }

  @Test
  void everyVariationGivesTheSameIndex() throws IOException {
    assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
    // Everybody may enter: one variation runs as another user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Path spec = spec(inputs, NAMES);
    PlinthProcess locking = new PlinthProcess(folder.resolve("seed"));
    locking.run("lock", spec.toString()).ok();

    Map<String, String> digests = new LinkedHashMap<>();
    for (Map.Entry<String, Variation> entry : all.entrySet()) {
      Path home = folder.resolve("v" + digests.size());
      Trees.copy(locking.store(), home.resolve("store"));
      Trees.copy(inputs, home.resolve("spec"));
      PlinthProcess plinth = new PlinthProcess(home).with("PLINTH_OFFLINE", "1");
      PlinthProcess.Result result = entry.getValue().build(plinth, home.resolve("spec/" + SPEC));
      assertThat(result.code()).as("%s: %s%s", entry.getKey(), result.out(), result.err()).isZero();
      digests.put(entry.getKey(), result.json().get("digest").asString());
      Trees.delete(home);
    }
    assertThat(digests).hasSizeGreaterThanOrEqualTo(20);
    assertThat(digests.values()).as(digests.toString()).containsOnly(digests.get("plain"));
    assumeTrue(Machine.isRoot(), "all agree, but nothing ran as another user: not root");
    assumeTrue(Machine.has("bwrap"), "all agree, but none in a container: no bwrap");
  }

  /** A micro image with files from beside the spec: what names and modes decide is in it. */
  private static Path spec(Path inputs, List<String> names) throws IOException {
    Path sources = Files.createDirectories(inputs.resolve("conf"));
    for (String name : names) {
      Files.writeString(sources.resolve(name), name + "\n");
    }
    return Files.writeString(
        inputs.resolve(SPEC),
        """
        name: same
        distribution: debian/trixie
        architectures: [amd64]
        flavour: micro
        packages: [libssl3t64, ca-certificates, tzdata]
        accounts: {users: [{name: web, home: /home/web, create-home: true}]}
        files: [{source: conf, destination: /etc/same}]
        labels: {İ: "1", i: "2", I: "3", ı: "4"}
        layers: {by-origin: {budget: 5}}
        """);
  }

  private void around() {
    all.put("plain", SameDigestTest::build);
    all.put("time zone east", (p, s) -> build(p.with("TZ", "Pacific/Kiritimati"), s));
    all.put("time zone west", (p, s) -> build(p.with("TZ", "Etc/GMT+12"), s));
    all.put("locale C", (p, s) -> build(p.with("LC_ALL", "C").with("LANG", "C"), s));
    all.put("no locale", (p, s) -> build(p.without("LC_ALL").without("LANG"), s));
    java("locale tr_TR", "-Duser.language=tr -Duser.country=TR");
    java("locale ar with own digits", "-Duser.language=ar -Duser.country=EG");
    java("locale th with own calendar", "-Duser.language=th -Duser.country=TH -Duser.variant=TH");
    java("Latin-1 files and lines of Windows", "-Dfile.encoding=ISO-8859-1 -Dline.separator=\r");
    all.put("umask 077", (p, s) -> build(p.through("sh", "-c", "umask 077; exec \"$@\"", "sh"), s));
    all.put("umask 000", (p, s) -> build(p.through("sh", "-c", "umask 000; exec \"$@\"", "sh"), s));
    all.put("empty environment", (p, s) -> build(p.without("HOME").without("USER"), s));
  }

  private void machine() {
    for (String threads : List.of("1", "3", "16")) {
      all.put(threads + " threads", (p, s) -> build(p.with("PLINTH_THREADS", threads), s));
    }
    all.put("small heap", (p, s) -> build(p.with("PLINTH_HEAP", "128m"), s));
    all.put("large heap", (p, s) -> build(p.with("PLINTH_HEAP", "2g"), s));
    java(
        "one processor, first compiler only", "-XX:ActiveProcessorCount=1 -XX:TieredStopAtLevel=1");
    java(
        "other hash codes, another collector",
        "-XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -XX:-UseSerialGC -XX:+UseParallelGC");
  }

  private void java(String name, String options) {
    all.put(name, (p, s) -> build(p.with("PLINTH_JAVA_OPTIONS", options), s));
  }

  private void places() {
    all.put("another folder", (p, s) -> build(p.in(Path.of("/")), s));
    all.put("relative path", (p, s) -> p.in(s.getParent()).run(words(SPEC)));
    all.put(
        "warm cache",
        (p, s) -> {
          build(p, s).ok();
          forgetImages(p);
          return build(p, s);
        });
    all.put(
        "nothing changed",
        (p, s) -> {
          build(p, s).ok();
          return build(p, s);
        });
    all.put("files listed in another order, with other times and modes", this::shuffled);
    all.put("another file system", SameDigestTest::inMemory);
  }

  private PlinthProcess.Result shuffled(PlinthProcess plinth, Path spec) throws IOException {
    Path conf = spec.resolveSibling("conf");
    Trees.delete(conf);
    spec(spec.getParent(), NAMES.reversed());
    Machine.run("touch", "--date=1999-12-31", conf.resolve("a").toString());
    Machine.run("chmod", "0600", conf.resolve("b.conf").toString());
    // A directory of an in-memory file system lists the newest first: the reverse of this copy.
    return inMemory(plinth, spec);
  }

  private static PlinthProcess.Result inMemory(PlinthProcess plinth, Path spec) throws IOException {
    Path memory = Path.of("/dev/shm");
    if (!Files.isWritable(memory)) {
      return build(plinth, spec);
    }
    Path folder = Files.createTempDirectory(memory, "plinth");
    try {
      Trees.copy(plinth.store(), folder.resolve("store"));
      Trees.copy(spec.getParent(), folder.resolve("spec"));
      return build(
          plinth
              .with("PLINTH_STORE", folder.resolve("store").toString())
              .with("PLINTH_CACHE", folder.resolve("cache").toString()),
          folder.resolve("spec/" + SPEC));
    } finally {
      Trees.delete(folder);
    }
  }

  private void others() {
    if (Machine.isRoot() && Machine.has("setpriv")) {
      all.put(
          "another user",
          (p, s) -> {
            Machine.run("chown", "-R", "65534:65534", s.getParent().getParent().toString());
            return build(
                p.through("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")
                    .with("HOME", "/nonexistent"),
                s);
          });
    }
    if (Machine.has("bwrap")) {
      all.put(
          "a container with another host name and user",
          (p, s) -> {
            String home = s.getParent().getParent().toString();
            List<String> words = new ArrayList<>(List.of("bwrap", "--unshare-all"));
            words.addAll(List.of("--unshare-user", "--uid", "1234", "--gid", "4321"));
            words.addAll(List.of("--hostname", "elsewhere", "--ro-bind", "/", "/"));
            words.addAll(List.of("--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"));
            words.addAll(List.of("--bind", home, home));
            return build(p.through(words.toArray(String[]::new)), s);
          });
      all.put("a root of its own, Plinth under another name", SameDigestTest::ownRoot);
    }
  }

  /** Another / with only what a JDK needs: no /etc but the linker's cache, no accounts, no home. */
  private static PlinthProcess.Result ownRoot(PlinthProcess plinth, Path spec) throws IOException {
    Path home = spec.getParent().getParent();
    Path dist = Repository.root().resolve(".plinth/dist");
    Path jdk = Path.of(Files.readString(dist.resolve("java")).strip()).getParent().getParent();
    List<String> words = new ArrayList<>(List.of("bwrap", "--unshare-all", "--tmpfs", "/"));
    for (String shared : List.of("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache")) {
      words.addAll(List.of("--ro-bind-try", shared, shared));
    }
    words.addAll(List.of("--ro-bind", jdk.toString(), jdk.toString()));
    words.addAll(List.of("--ro-bind", Repository.root().resolve("plinth").toString(), "/p/plinth"));
    words.addAll(List.of("--ro-bind", dist.toString(), "/p/.plinth/dist"));
    words.addAll(List.of("--bind", home.toString(), "/w", "--dev", "/dev", "--proc", "/proc"));
    words.addAll(List.of("--tmpfs", "/tmp", "--chdir", "/w"));
    words.addAll(List.of("/bin/sh", "-c", "shift; exec /p/plinth \"$@\"", "sh"));
    return build(
        plinth
            .with("PLINTH_STORE", "/w/store")
            .with("PLINTH_CACHE", "/w/cache")
            .with("PLINTH_CONFIG", "/w/config")
            .through(words.toArray(String[]::new)),
        Path.of("/w/spec/" + SPEC));
  }

  private static PlinthProcess.Result build(PlinthProcess plinth, Path spec) {
    return plinth.run(words(spec.toString()));
  }

  private static String[] words(String spec) {
    return new String[] {"build", spec, "--locked", "-o", "json"};
  }

  /** The images are forgotten, what they are made of stays. */
  private static void forgetImages(PlinthProcess plinth) throws IOException {
    Files.writeString(
        plinth.store().resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[]}");
  }
}
