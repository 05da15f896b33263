package dev.plinth.vuln.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file of lists can be read to its end, or is a BAD_INPUT error; its checksum may be right. */
class StoredListsFuzzTest {
  private static byte[] seed() throws IOException {
    Path file = Files.createTempFile("lists", "");
    try {
      ListsWriter.write(StoredListsTest.some(), file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static Stream<Arguments> seeds() throws IOException {
    return Stream.of(Arguments.of(seed()));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    check(data);
  }

  /** What a fuzzer would try first, in every run. */
  @Test
  void damagedCopies() throws IOException {
    byte[] seed = seed();
    Random random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = seed.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
      }
      check(bytes);
    }
  }

  private static void check(byte[] data) throws IOException {
    byte[] bytes = data.clone();
    if (bytes.length >= ListsFile.HEAD) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, ListsFile.SECTIONS_AT, bytes.length - ListsFile.SECTIONS_AT);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(ListsFile.CRC_AT, (int) crc.getValue());
    }
    Path file = Files.createTempFile("lists", "");
    try {
      Files.write(file, bytes);
      StoredLists lists = StoredLists.open(file);
      for (int i = 0; i < lists.size(); i++) {
        lists.id(i);
        lists.packages(lists.contents(i));
      }
      for (int i = 0; i < lists.packages(); i++) {
        lists.question(i);
        lists.system(i);
      }
      lists.named("glibc");
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
