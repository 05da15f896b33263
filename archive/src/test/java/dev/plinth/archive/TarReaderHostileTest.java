package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives made wrong on purpose. */
class TarReaderHostileTest {
  private static void assertBad(byte[] archive, String message) {
    TarReaderTest.assertBad(archive, TarLimits.DEFAULT, message);
  }

  private static byte[] header(String name, char type, String size) {
    return RawTar.header(name, type, size, "");
  }

  @Test
  void checksumsAreVerified() {
    byte[] archive = new RawTar().file("a", "x").end();
    for (int i = 0; i < 512; i++) {
      byte[] bad = archive.clone();
      bad[i] ^= 4;
      if (i >= 154 && i < 156) {
        continue; // what stands after the checksum's digits means nothing
      }
      assertThatThrownBy(() -> TarReaderTest.read(bad))
          .as("byte " + i)
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("header at byte 0");
    }
  }

  @Test
  void theOldSignedChecksumIsTaken() throws IOException {
    byte[] block = header("\u00e9", '0', "00000000000\0");
    int unsigned = Integer.parseInt(new String(block, 148, 6, StandardCharsets.US_ASCII), 8);
    RawTar.put(block, 148, String.format("%06o\0 ", unsigned - 256));
    assertThat(TarReaderTest.read(new RawTar().raw(block).end())).hasSize(1);
    RawTar.put(block, 148, String.format("%06o\0 ", unsigned - 255));
    assertBad(new RawTar().raw(block).end(), "checksum");
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000x, is not a number",
    "-0000000001, is not a number",
    "00000000 01, is not a number",
    "0000000000/, is not a number",
    "0x10, is not a number",
    "777777777777, inside",
  })
  void sizesMustBeNumbers(String size, String message) {
    assertBad(new RawTar().raw(header("a", '0', size)).end(), message);
  }

  @Test
  void negativeAndHugeBinarySizesAreRefused() {
    byte[] block = header("a", '0', "");
    java.util.Arrays.fill(block, 124, 136, (byte) 0xff);
    assertBad(new RawTar().raw(RawTar.sum(block)).end(), "negative size");
    block[124] = (byte) 0x80;
    assertBad(new RawTar().raw(RawTar.sum(block)).end(), "too large");
    java.util.Arrays.fill(block, 124, 136, (byte) 0);
    block[124] = (byte) 0x80;
    block[128] = 0x7f;
    assertBad(new RawTar().raw(RawTar.sum(block)).end(), "more than 68719476736 bytes");
  }

  @Test
  void sizesAddUpWithoutOverflow() {
    RawTar tar = new RawTar();
    for (int i = 0; i < 5; i++) {
      tar.raw(header("d" + i, '5', "77777777777\0"));
    }
    tar.pax("size", "9223372036854775807").file("a", "");
    assertBad(tar.end(), "unreadable pax size");
    assertBad(new RawTar().pax("size", "99999999999999999").file("a", "").end(), "more than");
    assertBad(new RawTar().pax("size", "-1").file("a", "").end(), "negative");
    assertBad(new RawTar().pax("uid", "4294967296").file("a", "").end(), "impossible owner");
    assertBad(new RawTar().pax("uid", "-1").file("a", "").end(), "impossible owner");
    assertBad(new RawTar().pax("mtime", "1.5x").file("a", "").end(), "unreadable pax mtime");
    assertBad(new RawTar().pax("mtime", ".5").file("a", "").end(), "unreadable pax mtime");
  }

  @Test
  void namesAndTargetsMustBeUsable() {
    assertBad(new RawTar().file("", "").end(), "unusable name");
    assertBad(new RawTar().longName("").file("a", "").end(), "unusable name");
    assertBad(new RawTar().pax("path", "a\0b").file("a", "").end(), "unusable name");
    assertBad(new RawTar().entry("l", '2', "").end(), "without a usable target");
    assertBad(new RawTar().pax("linkpath", "a\0").entry("l", '1', "x").end(), "usable target");
  }

  @ParameterizedTest
  @CsvSource({"M", "Z", "A", "z", "8"})
  void unknownKindsAreRefused(char kind) {
    assertBad(new RawTar().entry("a", kind, "").end(), "unsupported type '" + kind + "'");
  }

  @Test
  void sparseFilesOfEveryFormAreRefused() {
    assertBad(new RawTar().entry("s", 'S', "").end(), "sparse file 's'");
    assertBad(new RawTar().pax("GNU.sparse.major", "1").file("s", "").end(), "sparse");
    assertBad(new RawTar().global("GNU.sparse.size", "1").file("s", "").end(), "sparse");
  }

  @ParameterizedTest
  @CsvSource({
    "'5 a=', its length does not fit",
    "'a=b', its length does not fit",
    "'99 a=b\n', its length does not fit",
    "'99999999999999999999 a=b\n', its length does not fit",
    "'0 a=b\n', its length does not fit",
    "'3 \n', its length does not fit",
    "'7 abcd\n', it has no key",
    "'7 =bcd\n', it has no key",
    "'6 a=b\n5', its length does not fit",
    "'-6 a=b\n', its length does not fit",
  })
  void damagedRecords(String body, String message) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    assertBad(new RawTar().entry("p", 'x', bytes, "").file("a", "").end(), message);
  }

  @Test
  void localRecordsGoBeforeGlobalOnesAndOnlyForOneEntry() throws IOException {
    List<TarEntry> entries =
        TarReaderTest.read(
            new RawTar()
                .global("mtime", "7")
                .file("a", "")
                .pax("mtime", "8")
                .file("b", "")
                .file("c", "")
                .pax("mtime", "")
                .file("d", "")
                .global("mtime", "")
                .file("e", "")
                .end());
    assertThat(entries.stream().map(TarEntry::mtime)).containsExactly(7L, 8L, 7L, 1L, 1L);
  }

  @Test
  void floodsOfMetadataAreBounded() {
    RawTar globals = new RawTar();
    for (int i = 0; i < 1001; i++) {
      globals.global("key" + i, "v");
    }
    assertBad(globals.file("a", "").end(), "more than 1000 global");
    byte[] huge = new byte[(1 << 20) + 1];
    assertBad(new RawTar().entry("p", 'x', huge, "").end(), "extended header of 1048577 bytes");
    assertBad(new RawTar().entry("p", 'L', huge, "").end(), "extended header of 1048577 bytes");
    // A header that promises a mebibyte and brings nothing costs no memory.
    assertBad(new RawTar().raw(header("p", 'x', "00004000000\0")).bytes(), "ends at byte 512");
  }

  @Test
  void endlessEntriesAreBounded() {
    byte[] one = header("a", '0', "00000000000\0");
    InputStream endless =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            return one[(int) (at++ % 512)];
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            for (int i = 0; i < length; i += 512) {
              System.arraycopy(one, 0, buffer, offset + i, Math.min(512, length - i));
            }
            return length;
          }
        };
    assertThatThrownBy(
            () -> {
              try (TarReader reader = new TarReader(endless, "endless")) {
                while (reader.next().isPresent()) {}
              }
            })
        .hasMessage("endless has more than 1000000 entries");
  }

  @Test
  void endsAsTheyAreFound() throws IOException {
    RawTar tar = new RawTar().file("a", "x");
    assertThat(TarReaderTest.read(tar.bytes())).hasSize(1);
    assertThat(TarReaderTest.read(tar.raw(new byte[512]).bytes())).hasSize(1);
    assertThat(TarReaderTest.read(new byte[0])).isEmpty();
    assertThat(
            TarReaderTest.read(
                new RawTar().file("a", "").raw(new byte[1024]).file("after the end", "").bytes()))
        .hasSize(1);
    assertBad(new RawTar().file("a", "").raw(new byte[512]).file("b", "").end(), "lone end block");
    assertBad(new RawTar().pax("path", "x").end(), "inside an extended header's entry");
  }

  @Test
  void everyTruncationIsAnErrorOrABoundary() throws IOException {
    byte[] whole =
        new RawTar()
            .file("a", "x".repeat(600))
            .pax("path", "p")
            .directory("d/")
            .longName("l".repeat(120))
            .entry("s", '2', "t")
            .end();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      // Between entries, or in the end blocks, a shorter archive is a whole one.
      boolean fine =
          length == 0
              || length == 1536
              || length == 1536 + 1536
              || length >= whole.length - 1024 && length % 512 == 0
              || length > whole.length - 512;
      if (fine) {
        assertThat(TarReaderTest.read(cut)).hasSizeBetween(0, 3);
      } else {
        assertBad(cut, "ends at byte " + length);
      }
    }
  }

  @Test
  void contentCannotBeReadTwiceNorAcross() throws IOException {
    byte[] archive = new RawTar().file("a", "12345").file("b", "67").end();
    try (TarReader reader = new TarReader(new ByteArrayInputStream(archive), "t")) {
      reader.next();
      InputStream first = reader.content();
      assertThat(first.read()).isEqualTo('1');
      assertThat(reader.next().orElseThrow().name()).isEqualTo("b");
      assertThat(first.read()).isEqualTo(-1);
      assertThat(reader.content().readAllBytes()).containsExactly('6', '7');
      assertThat(reader.content().read()).isEqualTo(-1);
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEmpty();
    }
  }
}
