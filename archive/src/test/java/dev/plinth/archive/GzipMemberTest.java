package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .isEqualTo("fe1ae896d0ed6d6aee650df1d9be2c4316943f166eaffa4d21bc8ddc8f51a58d");
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

  @Test
  void wholeMembersAreDecodedNatively() {
    byte[] plain = DecompressionTest.sample(1_000_000);
    byte[] member = new GzipMember().compress(plain);
    byte[] decoded = new byte[plain.length];
    try (MemberInflater inflater = MemberInflater.open().orElseThrow()) {
      assertThat(MemberInflater.plainSize(member, member.length)).isEqualTo(plain.length);
      assertThat(inflater.decode(member, member.length, decoded, plain.length)).isTrue();
      assertThat(decoded).isEqualTo(plain);
      byte[] longer = DecompressionTest.join(member, member);
      assertThat(inflater.decode(longer, longer.length, decoded, plain.length)).isFalse();
    }
  }

  /** Other readers go by the data alone, so nothing may hide behind a length that lies. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, -100_000, 5000, 1_000_000, 100_000_000})
  void aLengthThatLiesChangesNothing(int lie) throws Exception {
    GzipMember gzip = new GzipMember();
    byte[] a = DecompressionTest.sample(1_000_000);
    byte[] b = DecompressionTest.sample(400_000);
    byte[] first = gzip.compress(a);
    byte[] second = gzip.compress(b);
    write(first, 16, lie == 0 ? first.length + second.length : first.length + lie);
    byte[] joined = DecompressionTest.join(first, second, gzip.compress(a));
    byte[] expected = DecompressionTest.join(a, b, a);
    Files.write(directory.resolve("x.gz"), joined);
    String plain = Tool.run(directory, "gzip", "-dc", "x.gz");
    assertThat(plain.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
    assertThat(DecompressionTest.decode(joined, DecompressionLimits.DEFAULT)).isEqualTo(expected);
  }

  /** The end of a hidden member is that of the first, so that its checksum would hold. */
  @Test
  void aMemberBehindTheTrueEndIsSeen() throws Exception {
    GzipMember gzip = new GzipMember();
    byte[] a = DecompressionTest.sample(1_000_000);
    byte[] first = gzip.compress(a);
    byte[] hidden = gzip.compress(new byte[10]);
    byte[] again = java.util.Arrays.copyOfRange(first, first.length - 8, first.length);
    write(first, 16, first.length + hidden.length + 8);
    byte[] joined = DecompressionTest.join(first, hidden, again);
    assertThatThrownBy(() -> DecompressionTest.decode(joined, DecompressionLimits.DEFAULT))
        .hasMessageContaining("bytes follow the last member");
  }

  @ParameterizedTest
  @CsvSource({"-1, its length", "-5, its checksum", "-100000, "})
  void damageIsNamed(int fromEnd, String reason) {
    byte[] member = new GzipMember().compress(DecompressionTest.sample(1_000_000));
    member[member.length + fromEnd] ^= 0x10;
    assertThatThrownBy(() -> DecompressionTest.decode(member, DecompressionLimits.DEFAULT))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining(reason == null ? "is not whole gzip data" : reason);
  }

  @Test
  void aMemberThatIsCutShortIsAnError() {
    byte[] member = new GzipMember().compress(DecompressionTest.sample(1_000_000));
    byte[] cut = java.util.Arrays.copyOf(member, member.length - 1000);
    assertThatThrownBy(() -> DecompressionTest.decode(cut, DecompressionLimits.DEFAULT))
        .hasMessageContaining("ends in the middle");
  }

  private static void write(byte[] bytes, int at, int value) {
    java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(at, value);
  }
}
