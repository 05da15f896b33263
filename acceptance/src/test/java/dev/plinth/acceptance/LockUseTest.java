package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lock outlives its mirrors: it is kept, built from blobs alone, proven, and changed on demand.
 */
class LockUseTest {
  @TempDir Path folder;

  @Test
  void aLockIsKeptBuiltOfflineProvenAndUpdated() throws IOException {
    try (HostileBench bench = new HostileBench(folder, "")) {
      byte[] lock = Files.readAllBytes(bench.lock);
      bench.archive.deb("tiny-app", "2.0-1", "", Map.of("usr/bin/tiny-app", "newer\n"));
      bench.archive.publish();
      String spec = bench.spec.toString();

      // A newer version is there, and the lock still counts.
      PlinthProcess plinth = bench.fresh();
      assertThat(digest(plinth, "build", spec, "-o", "json")).isEqualTo(bench.digest);
      assertThat(bench.lock).hasBinaryContent(lock);
      // What decides nothing about packages may change without a new lock.
      String text = Files.readString(bench.spec);
      Files.writeString(bench.spec, text + "labels: {a: b}\n");
      assertThat(digest(plinth, "build", spec, "-o", "json")).isNotEqualTo(bench.digest);
      assertThat(bench.lock).hasBinaryContent(lock);
      Files.writeString(bench.spec, text);

      // No mirror at all, and an empty cache: the blobs are enough.
      Path away = folder.resolve("away");
      Files.move(bench.archive.folder, away);
      PlinthProcess offline =
          bench
              .built()
              .with("APT_CONFIG", LocalMirror.noSources(folder).toString())
              .with("http_proxy", "http://127.0.0.1:9/")
              .with("https_proxy", "http://127.0.0.1:9/");
      Trees.delete(offline.cache());
      bench.good(offline);
      assertThat(offline.run("lock", spec, "--proof").ok().out())
          .contains("Release of debian/bookworm/main signed by")
          .contains("Release of test/stable/main signed by")
          .contains("tiny-app=1.0-1 (amd64)");
      PlinthProcess empty =
          new PlinthProcess(folder.resolve("empty"))
              .with("APT_CONFIG", LocalMirror.noSources(folder).toString());
      bench.refused(empty, 5, java.util.List.of("no mirror"), bench.build());
      Files.move(away, bench.archive.folder);

      PlinthProcess.Result dry = plinth.run("update", spec, "--dry-run").ok();
      assertThat(dry.out()).containsPattern("tiny-app +1\\.0-1 +2\\.0-1").contains("not written");
      assertThat(bench.lock).hasBinaryContent(lock);
      assertThat(plinth.run("update", spec).ok().out())
          .containsPattern("tiny-app +1\\.0-1 +2\\.0-1");
      assertThat(digest(plinth, "build", spec, "--locked", "-o", "json"))
          .isNotEqualTo(bench.digest);

      // The old lock is built again, also where the archive has dropped the old version.
      Files.write(bench.lock, lock);
      Files.delete(bench.deb);
      assertThat(digest(offline, "build", spec, "--locked", "-o", "json")).isEqualTo(bench.digest);
    }
  }

  /** As a machine that gets spec and lock from version control. */
  @Test
  void aStoreThatDidNotMakeTheLockHasItsProof() throws IOException {
    try (HostileBench bench = new HostileBench(folder, "")) {
      PlinthProcess other =
          new PlinthProcess(folder.resolve("other")).with("PLINTH_KEY_PASSWORD", "other");
      assertThat(digest(other, "build", bench.spec.toString(), "--locked", "-o", "json"))
          .isEqualTo(bench.digest);
      assertThat(other.run("lock", bench.spec.toString(), "--proof").ok().out())
          .contains("Release of debian/bookworm/main signed by")
          .contains("tiny-app=1.0-1 (amd64)");
      assertThat(other.run("verify", bench.digest).ok().out()).contains("verified:");
    }
  }

  /** Where the suite has moved on, packages can still be had, but not what vouches for them. */
  @Test
  void aStoreThatCannotHaveTheProofIsToldSo() throws IOException {
    try (HostileBench bench = new HostileBench(folder, "")) {
      bench.archive.deb("tiny-app", "2.0-1", "", Map.of("usr/bin/tiny-app", "newer\n"));
      bench.archive.publish();
      PlinthProcess other =
          new PlinthProcess(folder.resolve("later")).with("PLINTH_KEY_PASSWORD", "later");
      PlinthProcess.Result built =
          other.run("build", bench.spec.toString(), "--locked", "-o", "json").ok();
      assertThat(built.json().get("digest").asString()).isEqualTo(bench.digest);
      assertThat(built.json().get("remarks").toString())
          .contains("the store lacks the signed Release of test/stable/main")
          .doesNotContain("debian/bookworm");
      PlinthProcess.Result verified = other.run("verify", bench.digest);
      assertThat(verified.code()).isEqualTo(6);
      assertThat(verified.out() + verified.err()).contains("test/stable");
    }
  }

  /** Native libraries and archives on their way to standard output are copied there. */
  @Test
  void nothingIsLeftInTheTemporaryFolder() throws IOException {
    try (HostileBench bench = new HostileBench(folder, "")) {
      Path temporary = Files.createDirectory(folder.resolve("temporary files"));
      PlinthProcess other =
          bench.fresh().with("TMPDIR", temporary.toString()).with("PLINTH_KEY_PASSWORD", "other");
      String archive = folder.resolve("image.tar").toString();
      assertThat(digest(other, "build", bench.spec.toString(), "--locked", "-o", "json"))
          .isEqualTo(bench.digest);
      other.run("export", bench.digest, "--to", archive, "--format", "docker-archive").ok();
      other.run("scan", archive).ok();
      other.run("verify", bench.digest, "--deep").ok();
      assertThat(temporary).isEmptyDirectory();

      Trees.delete(temporary);
      PlinthProcess unseen = new PlinthProcess(folder.resolve("unseen"));
      PlinthProcess.Result nowhere =
          unseen.with("TMPDIR", temporary.toString()).run("scan", archive);
      assertThat(nowhere.code()).as(nowhere.out() + nowhere.err()).isNotZero();
      assertThat(nowhere.err()).contains(temporary.toString());
    }
  }

  private static String digest(PlinthProcess plinth, String... words) {
    return plinth.run(words).ok().json().get("digest").asString();
  }
}
