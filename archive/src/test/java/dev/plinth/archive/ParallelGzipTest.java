package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream that reads one member after the other, {@link GzipStream}, is the truth. */
class ParallelGzipTest {
  private static final int BATCH = 4096;

  /** What came out, and what was said against the rest; empty where nothing was. */
  private record Outcome(byte[] bytes, String complaint) {}

  private static Outcome read(InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[3000];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return new Outcome(out.toByteArray(), "");
    } catch (IOException e) {
      return new Outcome(out.toByteArray(), String.valueOf(e.getMessage()));
    }
  }

  private static void same(byte[] stream, String what) {
    Outcome truth = read(new GzipStream(new ByteArrayInputStream(stream)));
    Outcome parallel = read(new ParallelGzip(new ByteArrayInputStream(stream), 2, BATCH));
    assertThat(parallel.complaint()).as(what).isEqualTo(truth.complaint());
    // How much of a damaged member comes out before it is noticed is nobody's promise.
    int length =
        truth.complaint().isEmpty()
            ? Math.max(parallel.bytes().length, truth.bytes().length)
            : Math.min(parallel.bytes().length, truth.bytes().length);
    assertThat(Arrays.mismatch(parallel.bytes(), truth.bytes()))
        .as(what)
        .matches(at -> at < 0 || at >= length);
  }

  private static byte[] member(byte[] plain, int level) {
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] body = new byte[plain.length + plain.length / 100 + 100];
    int length = deflater.deflate(body);
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(plain);
    byte[] trailer = new byte[8];
    for (int i = 0; i < 4; i++) {
      trailer[i] = (byte) (crc.getValue() >> 8 * i);
      trailer[4 + i] = (byte) (plain.length >> 8 * i);
    }
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    return DecompressionTest.join(header, Arrays.copyOf(body, length), trailer);
  }

  /** Of any size; some full of what looks like headers, which level 0 leaves as they are. */
  private static byte[] random(Random random) {
    byte[] plain = new byte[random.nextInt(1 << 1 + random.nextInt(15))];
    if (random.nextInt(4) > 0) {
      random.nextBytes(plain);
    }
    if (random.nextInt(3) == 0) {
      byte[] decoy = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, -1, -1};
      for (int at = 0; at + decoy.length < plain.length; at += 1 + random.nextInt(2000)) {
        System.arraycopy(decoy, 0, plain, at, decoy.length);
      }
    }
    return plain;
  }

  private static byte[] stream(Random random) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    GzipMember ours = new GzipMember();
    for (int i = 1 + random.nextInt(40); i > 0; i--) {
      byte[] plain = random(random);
      byte[] member =
          random.nextInt(4) == 0 ? ours.compress(plain) : member(plain, random.nextInt(10));
      all.writeBytes(member);
    }
    if (random.nextInt(4) == 0) {
      all.writeBytes(new byte[random.nextInt(600)]);
    }
    return all.toByteArray();
  }

  @Test
  void anyMembersAreReadAsTheStreamReadsThem() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      same(stream(random), "stream " + i);
    }
  }

  @Test
  void damageIsFoundAsTheStreamFindsIt() {
    Random random = new Random(12);
    for (int i = 0; i < 40; i++) {
      byte[] whole = stream(random);
      for (int j = 0; j < 20; j++) {
        same(Mutations.of(whole, random), "stream " + i + ", copy " + j);
      }
      same(Arrays.copyOf(whole, random.nextInt(whole.length)), "stream " + i + ", cut");
    }
  }

  /** Nothing but decoys: after some wrong guesses it no longer guesses. */
  @Test
  void aStreamThatInvitesWrongGuessesIsReadOnce() throws IOException {
    byte[] decoy = {0x1f, (byte) 0x8b, 8, 0};
    byte[] plain = new byte[4 << 20];
    for (int at = 0; at + 4 < plain.length; at += 4) {
      System.arraycopy(decoy, 0, plain, at, 4);
    }
    byte[] member = member(plain, 0);
    byte[] all = DecompressionTest.join(member, member, member);
    same(all, "decoys");
    class Counting extends ByteArrayInputStream {
      int reads;

      Counting() {
        super(all);
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        reads++;
        return super.read(target, offset, length);
      }
    }
    Counting counting = new Counting();
    assertThat(read(new ParallelGzip(counting, 2, BATCH)).bytes()).hasSize(3 * plain.length);
    assertThat(counting.reads).isLessThan(2 * all.length / (1 << 12));
  }

  /** A thousand members of 1 KiB that hold 1 MiB each: what is held of them stays bounded. */
  @Test
  void manyDenseMembersAreDecodedBitByBit() throws IOException {
    byte[] member = member(new byte[1 << 20], 9);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      all.writeBytes(member);
    }
    long count = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = new ParallelGzip(new ByteArrayInputStream(all.toByteArray()), 2)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
      }
    }
    assertThat(count).isEqualTo(1000L << 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000, 3_000_000})
  void whatTheStreamBelowThrowsComesBehindWhatItGave(int good) {
    Random random = new Random(13);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < good + 100) {
      byte[] plain = new byte[50_000];
      random.nextBytes(plain);
      all.writeBytes(member(plain, 6));
    }
    byte[] bytes = Arrays.copyOf(all.toByteArray(), good);
    InputStream failing =
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(bytes);

          @Override
          public int read() throws IOException {
            throw new IOException("not used");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, length);
            if (n < 0) {
              throw new IOException("the disk is broken");
            }
            return n;
          }
        };
    Outcome outcome = read(new ParallelGzip(failing, 2));
    assertThat(outcome.complaint()).isEqualTo("the disk is broken");
    assertThat(outcome.bytes().length).isGreaterThanOrEqualTo(good - 51_000);
  }

  @Test
  void limitsHoldAndTheStreamIsNamed() throws IOException {
    byte[] member = member(new byte[1 << 20], 9);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 2000; i++) {
      all.writeBytes(member);
    }
    DecompressionLimits limits = new DecompressionLimits(100 << 20, 10_000, 1 << 20);
    try (InputStream in =
        Decompression.open(new ByteArrayInputStream(all.toByteArray()), "it", limits, 2)) {
      assertThatThrownBy(() -> in.transferTo(java.io.OutputStream.nullOutputStream()))
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("it decompresses to more than");
    }
  }
}
