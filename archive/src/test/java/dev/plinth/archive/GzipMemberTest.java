package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMemberTest {
  @TempDir Path directory;

  @Test
  void gzipReadsJoinedMembers() throws Exception {
    GzipMember gzip = new GzipMember();
    byte[] a = DecompressionTest.sample(1_000_000);
    byte[] b = DecompressionTest.sample(1);
    byte[] joined =
        DecompressionTest.join(gzip.compress(a), gzip.compress(b), gzip.compress(new byte[0]));
    Files.write(directory.resolve("x.gz"), joined);
    byte[] expected = DecompressionTest.join(a, b);
    String plain = Tool.run(directory, "gzip", "-dc", "x.gz");
    assertThat(plain.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
    String python = "import gzip,sys; sys.stdout.buffer.write(gzip.open('x.gz').read())";
    assertThat(Tool.run(directory, "python3", "-c", python).getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo(expected);
    assertThat(DecompressionTest.decode(joined, DecompressionLimits.DEFAULT)).isEqualTo(expected);
    try (var in =
        new java.util.zip.GZIPInputStream(Files.newInputStream(directory.resolve("x.gz")))) {
      assertThat(in.readAllBytes()).isEqualTo(expected);
    }
  }

  @Test
  void theHeaderIsFixedAndNamesTheLength() {
    byte[] member = new GzipMember().compress("hello".getBytes(StandardCharsets.US_ASCII));
    assertThat(member).startsWith(0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 8, 0, 'P', 'L', 4, 0);
    assertThat(member[16]).isEqualTo((byte) member.length);
  }

  /** Image digests depend on these bytes: a change is a new version of Plinth. */
  @Test
  void theBytesAreThoseOfThisVersion() {
    byte[] member = new GzipMember().compress(DecompressionTest.sample(3_000_000));
    assertThat(Digest.of(member).hex())
        .isEqualTo("5835b6fe9b55e278b1a0590313a07bf3793181d2b72e75f7559cc474f041068f");
    assertThat(GzipMember.COMPRESSOR.version())
        .isEqualTo(
            "aircompressor-v3 "
                + DeflateNativeCompressor.class.getPackage().getImplementationVersion());
  }

  @Test
  void incompressibleBytesFit() throws Exception {
    byte[] noise = new byte[300_000];
    new java.util.Random(1).nextBytes(noise);
    GzipMember gzip = new GzipMember();
    byte[] member = gzip.compress(noise);
    assertThat(member.length).isBetween(noise.length, gzip.bound(noise.length));
    assertThat(DecompressionTest.decode(member, DecompressionLimits.DEFAULT)).isEqualTo(noise);
  }
}
