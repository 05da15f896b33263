package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's inflater, which is zlib, is the truth: what it takes, gives and refuses. */
class DeflateDecoderTest {
  private enum End {
    FINISHED,
    CUT,
    REFUSED
  }

  /** What came out, how it ended, why it was refused, and how many bytes lay behind the end. */
  private record Outcome(byte[] bytes, End end, String why, int behind) {}

  /** Gives the input in pieces of up to so many bytes, with what was left of those before. */
  private static Outcome decode(RawInflater inflater, byte[] raw, int piece, int room) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] target = new byte[room];
    int at = 0;
    boolean told = false;
    try (inflater) {
      inflater.reset();
      inflater.input(raw, 0, 0, false);
      while (true) {
        int n = inflater.inflate(target, 0, room);
        out.write(target, 0, n);
        if (inflater.finished()) {
          assertThat(inflater.written()).isEqualTo(out.size());
          return new Outcome(
              out.toByteArray(), End.FINISHED, "", inflater.remaining() + raw.length - at);
        }
        if (n > 0) {
          continue;
        }
        if (told) {
          return new Outcome(out.toByteArray(), End.CUT, "", 0);
        }
        int from = at - inflater.remaining();
        at = Math.min(raw.length, at + piece);
        told = at == raw.length;
        inflater.input(raw, from, at, told);
      }
    } catch (java.io.EOFException e) {
      return new Outcome(out.toByteArray(), End.CUT, "", 0);
    } catch (IOException e) {
      return new Outcome(out.toByteArray(), End.REFUSED, String.valueOf(e.getMessage()), 0);
    }
  }

  private static Outcome same(byte[] raw, Random random, String what) {
    Outcome truth = decode(RawInflater.ofJdk(), raw, 1 + raw.length, 4096);
    Outcome ours =
        decode(
            new DeflateDecoder(),
            raw,
            1 + random.nextInt(random.nextBoolean() ? 3000 : 100_000),
            1 + random.nextInt(100_000));
    assertThat(ours.end()).as(what).isEqualTo(truth.end());
    assertThat(ours.why()).as(what).isEqualTo(truth.why());
    assertThat(ours.behind()).as(what).isEqualTo(truth.behind());
    int length =
        truth.end() == End.FINISHED
            ? Math.max(ours.bytes().length, truth.bytes().length)
            : Math.min(ours.bytes().length, truth.bytes().length);
    int at = Arrays.mismatch(ours.bytes(), truth.bytes());
    assertThat(at < 0 || at >= length).as(what + ": differs at byte " + at).isTrue();
    return truth;
  }

  /** Noise, zeros, few letters, or repetitions from near and far. */
  private static byte[] plain(Random random) {
    byte[] plain = new byte[random.nextInt(1 << 1 + random.nextInt(19))];
    switch (random.nextInt(5)) {
      case 0 -> random.nextBytes(plain);
      case 1 -> {}
      case 2 -> {
        int letters = 1 + random.nextInt(100);
        for (int i = 0; i < plain.length; i++) {
          plain[i] = (byte) (random.nextInt(letters) * random.nextInt(3));
        }
      }
      default -> {
        for (int i = 0; i < plain.length; ) {
          int back = i == 0 ? 0 : 1 + random.nextInt(Math.min(i, 1 << random.nextInt(17)));
          for (int n = random.nextInt(400); n > 0 && i < plain.length; n--, i++) {
            plain[i] = back == 0 ? (byte) random.nextInt() : plain[i - back];
          }
          for (int n = random.nextInt(30); n > 0 && i < plain.length; n--) {
            plain[i++] = (byte) random.nextInt(1 + random.nextInt(256));
          }
        }
      }
    }
    return plain;
  }

  private static byte[] raw(byte[] plain, Random random) {
    Deflater deflater = new Deflater(random.nextInt(10), true);
    deflater.setStrategy(random.nextInt(3));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    int from = 0;
    while (from < plain.length) {
      int n = Math.min(plain.length - from, 1 + random.nextInt(100_000));
      deflater.setInput(plain, from, n);
      from += n;
      int flush =
          List.of(Deflater.NO_FLUSH, Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH)
              .get(random.nextInt(3));
      int m;
      do {
        m = deflater.deflate(buffer, 0, buffer.length, flush);
        out.write(buffer, 0, m);
      } while (m == buffer.length || !deflater.needsInput());
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  @Test
  void whatZlibWritesIsReadAsZlibReadsIt() {
    Random random = new Random(21);
    for (int i = 0; i < 600; i++) {
      byte[] plain = plain(random);
      byte[] raw = raw(plain, random);
      byte[] behind = new byte[random.nextInt(3) * random.nextInt(2000)];
      random.nextBytes(behind);
      Outcome read = same(DecompressionTest.join(raw, behind), random, "stream " + i);
      assertThat(read.bytes()).isEqualTo(plain);
      assertThat(read.behind()).isEqualTo(behind.length);
    }
  }

  @Test
  void damagedAndCutStreamsEndAsWithZlib() {
    Random random = new Random(22);
    Map<End, Integer> ends = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      byte[] raw = raw(plain(random), random);
      for (int j = 0; j < 20; j++) {
        Outcome read = same(Mutations.of(raw, random), random, "stream " + i + ", copy " + j);
        ends.merge(read.end(), 1, Integer::sum);
      }
      byte[] cut = Arrays.copyOf(raw, random.nextInt(raw.length));
      assertThat(same(cut, random, "stream " + i + ", cut").end()).isEqualTo(End.CUT);
    }
    assertThat(ends.keySet()).containsExactlyInAnyOrder(End.values());
  }

  @Test
  void aShortStreamMayBeCutAnywhere() {
    Random random = new Random(23);
    byte[] raw = raw(DecompressionTest.sample(3000), random);
    for (int length = 0; length < raw.length; length++) {
      assertThat(same(Arrays.copyOf(raw, length), random, "cut at " + length).end())
          .isEqualTo(End.CUT);
    }
  }

  /** Noise behind the first bits of a block with codes of its own: what may be said of codes. */
  @Test
  void anyCodesAreTakenOrRefusedAsZlibDoes() {
    Random random = new Random(24);
    Map<End, Integer> ends = new HashMap<>();
    for (int i = 0; i < 300_000; i++) {
      byte[] raw = new byte[1 + random.nextInt(200)];
      random.nextBytes(raw);
      raw[0] = (byte) (raw[0] & 0xf8 | 4 | random.nextInt(2));
      if (random.nextInt(2) == 0) {
        // Mostly zero: few codes, which are incomplete.
        for (int j = 2; j < raw.length; j++) {
          raw[j] &= (byte) (random.nextInt() & random.nextInt());
        }
      }
      ends.merge(same(raw, random, HexFormat.of().formatHex(raw)).end(), 1, Integer::sum);
    }
    assertThat(ends.get(End.REFUSED)).isGreaterThan(100_000);
    assertThat(ends.get(End.CUT)).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({
    "07, REFUSED", // a block of the fourth type
    "0300, FINISHED", // an empty block with fixed codes
    "010000ffff, FINISHED", // an empty stored block
    "010100ffff, REFUSED", // whose length does not hold
    "030200, REFUSED", // a distance before the beginning
    "'', CUT",
  })
  void blocksByHand(String hex, End end) {
    assertThat(same(HexFormat.of().parseHex(hex), new Random(25), hex).end()).isEqualTo(end);
  }

  static Stream<Arguments> seeds() {
    Random random = new Random(26);
    return Stream.generate(() -> raw(plain(random), random))
        .filter(raw -> raw.length < 4096)
        .limit(20)
        .map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytesEndAsWithZlib(byte[] data) {
    same(data, new Random(data.length), "fuzz");
  }
}
