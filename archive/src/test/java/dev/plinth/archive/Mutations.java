package dev.plinth.archive;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes as transport and malice do: what a fuzzer tries first, always the same. */
final class Mutations {
  private Mutations() {}

  static byte[] of(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(1 + random.nextInt(16), bytes.length - at);
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 ->
            Arrays.fill(
                bytes, at, at + length, (byte) new int[] {0, -1, '7', '9', ' '}[random.nextInt(5)]);
        case 4 -> {
          int from = random.nextInt(bytes.length);
          System.arraycopy(
              bytes, from, bytes, at, Math.min(length, bytes.length - Math.max(from, at)));
        }
        case 5 -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
        default -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
          System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
          bytes = shorter;
        }
      }
    }
    return bytes;
  }
}
