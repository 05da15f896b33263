package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** The oracle is XZ for Java, another implementation of the format. */
class NativeXzStreamTest {
  private static final int MEMORY = 64 << 10;

  @BeforeEach
  void hasTheLibrary() {
    assumeTrue(LzmaLibrary.find() != null, "this machine has no liblzma");
  }

  private static byte[] encode(byte[] plain, int check, boolean x86) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LZMA2Options lzma = new LZMA2Options(1);
    var filters =
        x86
            ? new org.tukaani.xz.FilterOptions[] {new X86Options(), lzma}
            : new org.tukaani.xz.FilterOptions[] {lzma};
    try (XZOutputStream xz = new XZOutputStream(out, filters, check)) {
      xz.write(plain, 0, plain.length / 3);
      xz.endBlock();
      xz.write(plain, plain.length / 3, plain.length - plain.length / 3);
    }
    return out.toByteArray();
  }

  private static InputStream open(byte[] bytes, int memory) {
    return new NativeXzStream(
        java.util.Objects.requireNonNull(LzmaLibrary.find()),
        new ByteArrayInputStream(bytes),
        memory);
  }

  /** What it decodes to; empty where it is rejected. */
  private static Optional<byte[]> decode(InputStream stream) {
    try (InputStream in = stream) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void readsBlocksFiltersAndChecks() throws IOException {
    byte[] plain = DecompressionTest.sample(1_000_000);
    for (int check : new int[] {XZ.CHECK_NONE, XZ.CHECK_CRC32, XZ.CHECK_CRC64, XZ.CHECK_SHA256}) {
      assertThat(decode(open(encode(plain, check, check == XZ.CHECK_CRC64), MEMORY)))
          .hasValueSatisfying(found -> assertThat(found).isEqualTo(plain));
    }
  }

  @Test
  void readsJoinedFilesWithPadding() throws IOException {
    byte[] plain = DecompressionTest.sample(1000);
    byte[] one = encode(plain, XZ.CHECK_CRC64, false);
    byte[] joined = DecompressionTest.join(one, new byte[8], one);
    assertThat(decode(open(joined, MEMORY)))
        .hasValueSatisfying(
            found -> assertThat(found).isEqualTo(DecompressionTest.join(plain, plain)));
  }

  @Test
  void rejectsWhatXzForJavaRejects() throws IOException {
    byte[] whole = encode(DecompressionTest.sample(5000), XZ.CHECK_CRC64, false);
    Random random = new Random(11);
    int rejected = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bad = Mutations.of(whole, random);
      Optional<byte[]> expected;
      try {
        expected = decode(new XZInputStream(new ByteArrayInputStream(bad), MEMORY));
      } catch (IOException e) {
        expected = Optional.empty();
      }
      Optional<byte[]> actual = decode(open(bad, MEMORY));
      assertThat(actual.isPresent()).as("mutation %d", i).isEqualTo(expected.isPresent());
      rejected += actual.isPresent() ? 0 : 1;
      if (expected.isPresent()) {
        assertThat(actual.orElseThrow()).isEqualTo(expected.get());
      }
    }
    assertThat(rejected).isGreaterThan(1000);
  }

  @Test
  void whatIsCutShortEndsInTheMiddle() throws IOException {
    byte[] whole = encode(DecompressionTest.sample(100_000), XZ.CHECK_CRC64, false);
    for (int length : new int[] {0, 5, 20, 5000, whole.length - 1}) {
      try (InputStream in = open(Arrays.copyOf(whole, length), MEMORY)) {
        assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void memoryIsBounded() throws IOException {
    byte[] whole = encode(DecompressionTest.sample(100), XZ.CHECK_CRC64, false);
    try (InputStream in = open(whole, 100)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(MemoryLimitException.class);
    }
  }
}
