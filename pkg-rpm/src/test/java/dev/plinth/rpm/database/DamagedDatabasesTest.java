package dev.plinth.rpm.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that were cut, overwritten, or made to loop: an answer, a gap or a refusal, soon. */
class DamagedDatabasesTest {
  private static final long SEED = 20261126;
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void anyDamageEndsSoon(RealDatabases real) throws IOException {
    byte[] sound = real.bytes();
    Random random = new Random(SEED);
    int partial = 0;
    int refused = 0;
    int copies = Boolean.getBoolean("plinth.full") ? 400 : 40;
    for (int i = 0; i < copies; i++) {
      int found = read(real.path(), damaged(sound, random));
      partial += found > 0 && found < real.packages() ? 1 : 0;
      refused += found < 0 ? 1 : 0;
    }
    assertThat(partial + refused).isPositive();
    System.out.println(real + ": of " + copies + ", in part " + partial + ", refused " + refused);
  }

  /** A page of the tree that is its own child, and headers that go on in a circle. */
  @Test
  void sqliteThatLoops() throws IOException {
    byte[] loop = RealDatabases.MARINER.bytes();
    ByteBuffer bytes = ByteBuffer.wrap(loop);
    int pageSize = bytes.getShort(16) & 0xffff;
    int nodes = 0;
    for (int page = 1; page < loop.length / pageSize; page++) {
      int start = page * pageSize;
      if (loop[start] == 5) {
        int cell = start + (bytes.getShort(start + 12) & 0xffff);
        bytes.putInt(Math.min(cell, loop.length - 4), page + 1).putInt(start + 8, page + 1);
        nodes++;
      } else if (loop[start] == 0) {
        bytes.putInt(start, page + 1);
      }
    }
    assertThat(nodes).isPositive();
    assertThat(read(RealDatabases.MARINER.path(), loop))
        .isLessThan(RealDatabases.MARINER.packages());
  }

  /** All slots name the first header. */
  @Test
  void ndbWhoseSlotsRepeat() throws IOException {
    byte[] loop = RealDatabases.SLE.bytes();
    for (int at = 48; at < 4096; at += 16) {
      System.arraycopy(loop, 32, loop, at, 16);
    }
    assertThat(read(RealDatabases.SLE.path(), loop)).isPositive();
  }

  /** Each page of a chain is followed by itself. */
  @Test
  void berkeleyDbThatLoops() throws IOException {
    byte[] loop = RealDatabases.UBI.bytes();
    ByteBuffer bytes = ByteBuffer.wrap(loop).order(ByteOrder.LITTLE_ENDIAN);
    for (int page = 0; page < loop.length / 4096; page++) {
      if (loop[page * 4096 + 25] == 7) {
        bytes.putInt(page * 4096 + 16, page);
      }
    }
    assertThat(read(RealDatabases.UBI.path(), loop)).isEqualTo(-1);
  }

  /** A gigabyte of nothing behind the first page costs neither memory nor time. */
  @ParameterizedTest
  @EnumSource(names = {"SLE", "MARINER"})
  void aSparseGigabyte(RealDatabases real) throws IOException {
    Path file = Files.write(folder.resolve("sparse"), Arrays.copyOf(real.bytes(), 4096));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    assertThat(read(real.path(), file)).isLessThan(real.packages());
  }

  /** How many packages were found; -1 where it was refused. */
  private int read(String path, byte[] bytes) throws IOException {
    return read(path, Files.write(folder.resolve("damaged"), bytes));
  }

  private static int read(String path, Path file) throws IOException {
    long start = processorTime();
    try {
      DatabaseFile found = new RpmDatabases().read(path, file);
      return found.packages().size();
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      return -1;
    } finally {
      assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(SOON);
    }
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] copy = sound.clone();
    switch (random.nextInt(4)) {
      case 0 -> copy = Arrays.copyOf(sound, random.nextInt(sound.length));
      case 1 -> {
        for (int i = 0; i < 1000; i++) {
          copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 2 -> {
        byte[] noise = new byte[Math.min(1 << 16, copy.length / 4)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, copy, random.nextInt(copy.length - noise.length), noise.length);
      }
      default -> {
        // The first page is what all others hang on.
        for (int i = 0; i < 3; i++) {
          copy[random.nextInt(200)] = (byte) random.nextInt(256);
        }
      }
    }
    return copy;
  }

  /** What this thread used of the processor: others that run beside it do not count. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
