package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One byte changed anywhere between the archive's signature and the image ends the build with exit
 * code 6 and the name of the link that broke; the store still works, and good data gives the same
 * image.
 */
class TamperTest {
  private static final int VERIFICATION = 6;

  @TempDir static Path folder;
  private static HostileBench bench;

  @BeforeAll
  static void build() throws IOException {
    bench = new HostileBench(folder, "");
  }

  @AfterAll
  static void close() throws IOException {
    if (bench != null) {
      bench.close();
    }
  }

  /** Each file of the suite, with what the error must say. */
  @Test
  void whatTheArchiveSigns() throws IOException {
    TestArchive archive = bench.archive;
    Path dists = archive.dists();
    PlinthProcess plinth = bench.fresh();
    String release = "the Release of test/stable";
    String genuine = "is not genuine";

    long text = 60;
    for (long at : new long[] {text, Files.size(dists.resolve("InRelease")) - 80}) {
      TestArchive.flip(dists.resolve("InRelease"), at);
      bench.refused(plinth, VERIFICATION, List.of(release, genuine), bench.lock());
      TestArchive.flip(dists.resolve("InRelease"), at);
    }

    Path inRelease = folder.resolve("InRelease.away");
    Files.move(dists.resolve("InRelease"), inRelease);
    for (String name : List.of("Release", "Release.gpg")) {
      Path file = dists.resolve(name);
      TestArchive.flip(file);
      bench.refused(plinth, VERIFICATION, List.of(release, genuine), bench.lock());
      TestArchive.flip(file);
    }
    Path signature = folder.resolve("Release.gpg.away");
    Files.move(dists.resolve("Release.gpg"), signature);
    bench.refused(plinth, 5, List.of("test/stable", "is not signed"), bench.lock());
    Files.move(signature, dists.resolve("Release.gpg"));
    Files.move(inRelease, dists.resolve("InRelease"));

    for (String form : List.of(".gz", ".xz", "")) {
      archive.forms = List.of(form);
      archive.publish();
      PlinthProcess other = bench.fresh();
      Path index = Path.of(archive.index() + form);
      for (long at : new long[] {0, Files.size(index) / 2, Files.size(index) - 1}) {
        TestArchive.flip(index, at);
        bench.refused(
            other,
            VERIFICATION,
            List.of("Packages index of test/stable/main for amd64 (sha256 in its Release)"),
            bench.lock());
        TestArchive.flip(index, at);
      }
      bench.forget(other);
    }
    archive.forms = List.of(".gz");
    archive.publish();
    bench.good(plinth);
    bench.forget(plinth);
  }

  @Test
  void whoSignsAndWhen() throws IOException {
    TestArchive archive = bench.archive;
    PlinthProcess plinth = bench.fresh();
    try {
      archive.validUntil = Instant.now().minusSeconds(600);
      archive.publish();
      List<String> old = List.of("the Release of test/stable", "is out of date", "allow-expired");
      bench.refused(plinth, VERIFICATION, old, bench.lock());
      Path allowing = folder.resolve("allowing.yaml");
      Files.writeString(allowing, other("archive.asc", ", allow-expired: true"));
      plinth.run("lock", allowing.toString()).ok();

      archive.validUntil = Instant.now().plusSeconds(86_400);
      archive.date = Instant.now().plusSeconds(86_000);
      archive.publish();
      bench.refused(plinth, VERIFICATION, List.of("test/stable", "in the future"), bench.lock());
      archive.date = Instant.now().minusSeconds(3600);

      // Another suite's Release, with a good signature.
      archive.suite = "testing";
      archive.publish();
      Path wanted = archive.folder.resolve("dists/stable/InRelease");
      Files.copy(
          archive.dists().resolve("InRelease"),
          wanted,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      archive.suite = "stable";
      bench.refused(
          plinth, VERIFICATION, List.of("Release of another suite, testing"), bench.lock());

      bench.gpg.key("stranger");
      archive.signer = "stranger";
      archive.publish();
      bench.refused(
          plinth, VERIFICATION, List.of("test/stable", "no pinned key signed it"), bench.lock());
    } finally {
      archive.signer = "archive";
      archive.suite = "stable";
      archive.date = Instant.now().minusSeconds(3600);
      archive.validUntil = Instant.now().plusSeconds(86_400);
      archive.publish();
    }
    bench.good(plinth);
    bench.forget(plinth);
  }

  @Test
  void keysThatExpiredWereRevokedOrAreNone() throws IOException {
    TestArchive archive = bench.archive;
    PlinthProcess plinth = bench.fresh();
    try {
      bench.gpg.key("old", "20200101T000000", "30d");
      archive.signer = "old";
      archive.signedAt = "20200110T000000";
      archive.publish();
      bench.refused(
          plinth, VERIFICATION, List.of("its key", "expired on 2020-01-31"), withKey("old", ""));
      plinth.run(withKey("old", ", allow-expired: true")).ok();

      archive.signedAt = "";
      bench.gpg.key("given-up");
      archive.signer = "given-up";
      archive.publish();
      plinth.run(withKey("given-up", "")).ok();
      Path key = bench.gpg.revoked("given-up", folder.resolve("given-up.asc"));
      PlinthProcess.Result revoked = plinth.run("lock", specWith(key.getFileName().toString(), ""));
      assertThat(revoked.code()).as(revoked.err()).isIn(3, VERIFICATION);
      HostileBench.told(revoked);

      Files.writeString(folder.resolve("none.asc"), "no key\n");
      PlinthProcess.Result none = plinth.run("lock", specWith("none.asc", ""));
      assertThat(none.code()).as(none.err()).isEqualTo(3);
      HostileBench.told(none);
      Path keyless = folder.resolve("keyless.yaml");
      Files.writeString(keyless, Files.readString(bench.spec).replace(", keys: [archive.asc]", ""));
      PlinthProcess.Result nothing = plinth.run("lock", keyless.toString());
      assertThat(nothing.code()).as(nothing.err()).isEqualTo(3);
      assertThat(nothing.err()).contains("keyless.yaml:6:", "keys");
    } finally {
      archive.signer = "archive";
      archive.signedAt = "";
      archive.publish();
    }
    bench.forget(plinth);
  }

  private static String[] withKey(String user, String more) throws IOException {
    bench.gpg.publicKey(user, folder.resolve(user + ".asc"));
    return new String[] {"lock", specWith(user + ".asc", more), "-o", "json"};
  }

  /** The spec with another key, under a name and so with a lock of its own. */
  private static String other(String key, String more) {
    return HostileBench.text(bench.archive.folder.toUri().toString(), key, more)
        .replace("name: tiny", "name: other");
  }

  private static String specWith(String key, String more) throws IOException {
    Path spec = folder.resolve("with-" + key + ".yaml");
    Files.writeString(spec, other(key, more));
    return spec.toString();
  }

  /** The ar header, the control archive and the data archive of the package on the mirror. */
  @Test
  void thePackageOnTheMirror() throws IOException {
    PlinthProcess plinth = bench.fresh();
    long size = Files.size(bench.deb);
    byte[] bytes = Files.readAllBytes(bench.deb);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    List<String> link = List.of("package tiny-app=1.0-1", "Packages index of test/stable/main");
    for (long at :
        new long[] {
          0,
          text.indexOf("control.tar"),
          text.indexOf("control.tar") + 90,
          text.indexOf("data.tar") + 90,
          size - 1
        }) {
      TestArchive.flip(bench.deb, at);
      bench.refused(plinth, VERIFICATION, link, bench.build());
      TestArchive.flip(bench.deb, at);
    }
    Files.write(bench.deb, java.util.Arrays.copyOf(bytes, (int) size - 1));
    bench.refused(plinth, VERIFICATION, List.of("tiny-app"), bench.build());
    Files.write(bench.deb, java.util.Arrays.copyOf(bytes, (int) size + 1));
    bench.refused(plinth, VERIFICATION, List.of("tiny-app"), bench.build());
    Files.write(bench.deb, bytes);
    bench.good(plinth);
    bench.forget(plinth);
  }

  /** Everything that a finished build left in the store, one blob after the other. */
  @Test
  void everyBlobOfTheStore() throws IOException {
    PlinthProcess plinth = bench.built();
    bench.good(plinth); // nothing is to be done, and so nothing else can find it
    List<Path> blobs = files(plinth.store().resolve("blobs/sha256"));
    assertThat(blobs.size()).isGreaterThan(15);
    int every = Boolean.getBoolean("plinth.full") ? 1 : 4;
    for (int i = 0; i < blobs.size(); i += every) {
      Path blob = blobs.get(i);
      if (isNoPartOfTheImage(plinth, blob)) {
        continue;
      }
      TestArchive.flip(blob);
      PlinthProcess.Result result = plinth.run(bench.build());
      assertThat(result.code()).as("%s\n%s", blob, result.err()).isEqualTo(VERIFICATION);
      assertThat(result.err()).contains("in the store");
      HostileBench.told(result);
      TestArchive.flip(blob);
    }
    bench.good(plinth);
    // What was removed instead is made or fetched anew.
    String config = bench.sha256();
    Files.delete(plinth.store().resolve("blobs/sha256").resolve(config));
    Trees.delete(plinth.cache());
    bench.good(plinth);
    bench.forget(plinth);
  }

  /** The index of an archive that a later lock took the place of is nobody's link. */
  private static boolean isNoPartOfTheImage(PlinthProcess plinth, Path blob) throws IOException {
    String name = blob.getFileName().toString();
    for (Path other : files(plinth.store().resolve("blobs/sha256"))) {
      if (Files.size(other) < 1 << 20
          && Files.readString(other, java.nio.charset.StandardCharsets.ISO_8859_1).contains(name)) {
        return false;
      }
    }
    return !Files.readString(plinth.store().resolve("index.json")).contains(name);
  }

  /** Everything that it left in the cache. */
  @Test
  void everyFileOfTheCache() throws IOException {
    PlinthProcess plinth = bench.built();
    int broken = 0;
    List<Path> files = files(plinth.cache());
    assertThat(files.size()).isGreaterThan(10);
    int every = Boolean.getBoolean("plinth.full") ? 1 : 3;
    Set<Path> kinds = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      boolean first = kinds.add(plinth.cache().relativize(file).getName(0));
      if ((!first && i % every != 0) || !Files.exists(file) || Files.size(file) == 0) {
        continue;
      }
      byte[] good = Files.readAllBytes(file);
      String relative = plinth.cache().relativize(file).toString();
      if (!relative.startsWith("images")) {
        Trees.delete(plinth.cache().resolve("images"));
      }
      boolean findings = relative.startsWith("findings");
      if (relative.startsWith("unpacked")) {
        // Layers that are there, or can be joined, are not made of it again, nor is it installed.
        Trees.delete(plinth.cache().resolve("members"));
        Trees.delete(plinth.cache().resolve("installed"));
      } else if (findings) {
        Trees.delete(plinth.cache().resolve("installed"));
      }
      TestArchive.flip(file);
      PlinthProcess.Result result = plinth.run(bench.build());
      if (result.code() == 0 && !findings) {
        // Not used at all: what it was made for is there.
        assertThat(result.json().get("digest").asString()).as(relative).isEqualTo(bench.digest);
        Files.write(file, good);
        continue;
      }
      broken++;
      assertThat(result.code()).as("%s\n%s", relative, result.err()).isEqualTo(VERIFICATION);
      assertThat(result.err()).contains("in the cache");
      HostileBench.told(result);
      bench.good(plinth); // it was thrown away, and is made anew
    }
    assertThat(broken).as("of %s", kinds).isGreaterThan(2);
    bench.forget(plinth);
  }

  @Test
  void theLockItself() throws IOException {
    PlinthProcess plinth = bench.fresh();
    for (String field : List.of("sha256", "size")) {
      bench.withLock(
          lock -> {
            ObjectNode pkg = HostileBench.entry(lock);
            if (field.equals("size")) {
              pkg.put("size", pkg.get("size").asLong() + 1);
            } else {
              pkg.put("sha256", changed(pkg.get("sha256").asString()));
            }
          },
          () -> bench.refused(plinth, VERIFICATION, List.of("tiny-app=1.0-1"), bench.build()));
    }
    PlinthProcess whole = bench.built();
    String[] proof = {"lock", bench.spec.toString(), "--proof"};
    assertThat(whole.run(proof).ok().out()).contains("test/stable", "tiny-app=1.0-1");
    bench.withLock(
        lock -> HostileBench.entry(lock).put("version", "1.0-2"),
        () -> bench.refused(whole, VERIFICATION, List.of("tiny-app=1.0-2", "signed index"), proof));
    bench.withLock(
        lock -> {
          for (JsonNode repository : lock.get("repositories")) {
            ((ObjectNode) repository).put("signedBy", "0".repeat(40));
          }
        },
        () -> bench.refused(whole, VERIFICATION, List.of("Release of"), proof));
    bench.withLock(
        lock -> {
          for (JsonNode repository : lock.get("repositories")) {
            ((ObjectNode) repository).put("release", changed(repository.get("release").asString()));
          }
        },
        () -> bench.refused(whole, 4, List.of("is not in the store"), proof));
    bench.good(plinth);
    bench.forget(plinth);
    bench.forget(whole);
  }

  private static String changed(String digest) {
    char last = digest.charAt(digest.length() - 1);
    return digest.substring(0, digest.length() - 1) + (last == '0' ? '1' : '0');
  }

  /** Debian's own metadata, as the host's mirror has it. */
  @Test
  void debiansOwnArchive() throws IOException {
    Path mirror = LocalMirror.of(bench, folder.resolve("debian"));
    Path spec = folder.resolve("plain.yaml");
    Files.writeString(
        spec,
        "name: plain\ndistribution: debian/bookworm\narchitectures: [amd64]\nflavour: micro\n");
    PlinthProcess plinth =
        new PlinthProcess(folder.resolve("plain"))
            .with("APT_CONFIG", LocalMirror.noSources(folder).toString());
    String[] lock = {"lock", spec.toString(), "--mirror", mirror.toUri().toString()};
    Path inRelease = mirror.resolve("dists/bookworm/InRelease");
    for (long at : new long[] {100, Files.size(inRelease) / 2, Files.size(inRelease) - 300}) {
      TestArchive.flip(inRelease, at);
      bench.refused(plinth, VERIFICATION, List.of("Release of debian/bookworm", "genuine"), lock);
      TestArchive.flip(inRelease, at);
    }
    Path index =
        files(mirror.resolve("dists/bookworm/main/binary-amd64")).stream()
            .filter(f -> f.getFileName().toString().startsWith("Packages"))
            .findFirst()
            .orElseThrow();
    TestArchive.flip(index);
    bench.refused(
        plinth,
        VERIFICATION,
        List.of("Packages index of debian/bookworm/main for amd64 (sha256 in its Release)"),
        lock);
    TestArchive.flip(index);
    // Security's Release in the place of the suite's own: signed by Debian, but another suite.
    Path swapped = mirror.resolve("dists/bookworm-updates/InRelease");
    byte[] good = Files.readAllBytes(swapped);
    Files.write(swapped, Files.readAllBytes(inRelease));
    bench.refused(plinth, VERIFICATION, List.of("Release of another suite, bookworm"), lock);
    Files.write(swapped, good);
    plinth.run(lock).ok();
    bench.forget(plinth);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    }
  }
}
