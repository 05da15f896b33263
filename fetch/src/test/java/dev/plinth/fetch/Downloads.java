package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, a folder of blobs, and what downloads between them. */
abstract class Downloads extends Served {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

  @TempDir Path folder;
  FolderBlobs blobs;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final Backoff backoff =
      new Backoff(3, Duration.ofMillis(400), Duration.ofSeconds(30), new Random(1), pauses::add);

  Downloads() {
    super(Duration.ofMillis(500));
  }

  @BeforeEach
  void makeFolder() throws IOException {
    blobs = new FolderBlobs(folder.resolve("blobs"));
  }

  Downloader downloader() {
    return new Downloader(http, backoff, CLOCK, 4, Duration.ofMillis(300));
  }

  static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Wanted wanted(String path, byte[] bytes, URI... roots) {
    return new Wanted(
        "package x (sha256 in the Packages index)",
        Mirrors.of(List.of(roots)),
        path,
        bytes.length,
        Digest.of(bytes));
  }

  void download(Wanted... files) {
    downloader().download(List.of(files), blobs, Progress.none().begin("download"), (_, _) -> {});
  }

  PlinthException refused(Wanted... files) {
    PlinthException e = catchThrowableOfType(PlinthException.class, () -> download(files));
    assertThat(e).isNotNull();
    return e;
  }

  byte[] stored(byte[] bytes) throws IOException {
    return Files.readAllBytes(blobs.verified(Digest.of(bytes), "it"));
  }
}
