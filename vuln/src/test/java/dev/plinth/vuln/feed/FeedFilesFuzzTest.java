package dev.plinth.vuln.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes under any name of a feed's file are read, or are refused as bad input. */
class FeedFilesFuzzTest {
  private static final List<String> NAMES =
      List.of("f.json", "f.zip", "f.tar", "f.tar.gz", "f.csv.xz");

  static Stream<Arguments> seeds() throws IOException {
    byte[] json = "{\"id\":\"CVE-2024-1\"}".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a.json"));
      out.write(json);
    }
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(json);
    }
    return Stream.of(json, zip.toByteArray(), gzip.toByteArray()).map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest
  void files(byte[] data) throws IOException {
    Path folder = Files.createTempDirectory("feeds");
    try {
      for (String name : NAMES) {
        Path file = Files.write(folder.resolve(name), data);
        try {
          FeedFiles.read(file, FeedKind.OSV.parser(), new Collected());
        } catch (PlinthException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
        }
      }
    } finally {
      for (String name : NAMES) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  /** Whatever a download lacks at its end, it is bad input: no question of permissions. */
  @Test
  void archivesThatEndEarly() throws IOException {
    for (byte[] seed : seeds().map(a -> (byte[]) a.get()[0]).toList()) {
      for (int length = 0; length < seed.length; length++) {
        files(Arrays.copyOf(seed, length));
      }
    }
  }

  /**
   * What stands behind an entry's bytes, and has more of them than the JDK's reader can put back.
   */
  @Test
  void aZipArchiveWithMoreBehindAnEntryThanItSays() throws IOException {
    byte[] zip = (byte[]) seeds().toList().get(1).get()[0];
    int descriptor = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\7\b");
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(zip, 0, descriptor + 4);
    more.write("x".repeat(1000).getBytes(StandardCharsets.ISO_8859_1));
    more.write(zip, descriptor + 4, zip.length - descriptor - 4);
    files(more.toByteArray());
    for (int i = descriptor - 12; i < descriptor + 16; i++) {
      byte[] bytes = more.toByteArray();
      bytes[i] ^= 0x55;
      files(bytes);
    }
  }
}
