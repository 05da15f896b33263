package dev.plinth.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.rpm.database.RpmDatabases;
import dev.plinth.rpm.header.HeaderBytes;
import dev.plinth.rpm.header.HeaderPackage;
import dev.plinth.rpm.header.RpmHeader;
import dev.plinth.rpm.header.RpmTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are headers, databases and versions of rpm, or a BAD_INPUT error. */
class RpmFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            header(),
            sqlite(),
            ndb(),
            berkeley(),
            "1:2~rc1^x-3\n1.2-3".getBytes(StandardCharsets.UTF_8))
        .map(Arguments::of);
  }

  /** Otherwise the fuzzer would begin at nothing. */
  @Test
  void theSeedsAreDatabases() throws IOException {
    for (byte[] seed : List.of(sqlite(), ndb(), berkeley())) {
      Path file = Files.write(Files.createTempFile("seed", "Packages"), seed);
      DatabaseFile found = new RpmDatabases().read("var/lib/rpm/Packages", file);
      Files.delete(file);
      assertThat(found.gaps()).isEmpty();
      assertThat(found.packages()).hasSize(1);
      assertThat(found.packages().getFirst().version()).isEqualTo("3:1-2");
      assertThat(found.packages().getFirst().signer()).isEqualTo("0123456789abcdef");
      assertThat(found.packages().getFirst().files()).containsExactly("usr/x", "usr/y");
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void headers(byte[] data) {
    try {
      HeaderPackage.read(RpmHeader.parse(data, "fuzz"), new DatabaseCollector("fuzz"));
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void databases(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", "Packages");
    try {
      Files.write(file, data);
      DatabaseFile found = new RpmDatabases().read("var/lib/rpm/Packages", file);
      assertThat(found.packages()).allSatisfy(pkg -> assertThat(pkg.name()).isNotBlank());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    } finally {
      Files.delete(file);
    }
  }

  /** Any valid versions are ordered: what is before another is never after it. */
  @MethodSource("seeds")
  @FuzzTest
  void versions(byte[] data) {
    RpmVersions order = RpmVersions.INSTANCE;
    List<String> valid =
        new String(data, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(order::isValid)
            .limit(6)
            .toList();
    for (String a : valid) {
      assertThat(order.compare(a, a)).isZero();
      for (String b : valid) {
        assertThat(Integer.signum(order.compare(b, a)))
            .isEqualTo(-Integer.signum(order.compare(a, b)));
      }
    }
  }

  private static byte[] header() {
    return new HeaderBytes()
        .text(RpmTag.NAME, "a")
        .text(RpmTag.VERSION, "1")
        .text(RpmTag.RELEASE, "2")
        .numbers(RpmTag.EPOCH, 3)
        .text(RpmTag.SOURCERPM, "b-1-2.src.rpm")
        .strings(RpmTag.BASENAMES, "x", "y")
        .strings(RpmTag.DIRNAMES, "/usr/")
        .numbers(RpmTag.DIRINDEXES, 0, 0)
        .binary(
            RpmTag.RSAHEADER,
            HexFormat.of().parseHex("88160400010800000" + "00a09100123456789abcdefffff0000"))
        .bytes();
  }

  /** A schema with one table of one row. */
  private static byte[] sqlite() {
    byte[] header = header();
    ByteBuffer file = ByteBuffer.allocate(1024);
    file.put("SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 512);
    // A record of five columns: "table", "Packages" twice, the page 2, no SQL.
    byte[] columns = HexFormat.of().parseHex("06171d1d010d");
    byte[] text = "tablePackagesPackages".getBytes(StandardCharsets.ISO_8859_1);
    file.put(100, new byte[] {13, 0, 0, 0, 1, 1, (byte) 0x90, 0}).putShort(108, (short) 0x190);
    file.position(0x190).put((byte) 28).put((byte) 1).put(columns).put(text).put((byte) 2);
    file.put(512, new byte[] {13, 0, 0, 0, 1, 0, 16, 0}).putShort(520, (short) 16);
    int serial = 12 + 2 * header.length;
    file.position(512 + 16);
    file.put((byte) (0x80 | (header.length + 4) >> 7)).put((byte) ((header.length + 4) & 0x7f));
    file.put((byte) 1).put((byte) 4).put((byte) 0);
    file.put((byte) (0x80 | serial >> 7)).put((byte) (serial & 0x7f));
    return file.put(header).array();
  }

  private static byte[] ndb() {
    byte[] header = header();
    int blocks = (16 + header.length + 12 + 15) / 16;
    ByteBuffer file = ByteBuffer.allocate(4096 + 16 * blocks).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x506d7052).putInt(0).putInt(1).putInt(1).putInt(2);
    for (int at = 32; at < 4096; at += 16) {
      file.putInt(at, 0x746f6c53);
    }
    file.putInt(36, 1).putInt(40, 256).putInt(44, blocks);
    file.position(4096).putInt(0x53626c42).putInt(1).putInt(1).putInt(header.length).put(header);
    Adler32 sum = new Adler32();
    sum.update(file.array(), 4096, 16 * blocks - 12);
    file.position(4096 + 16 * blocks - 12);
    return file.putInt((int) sum.getValue()).putInt(header.length).putInt(0x45626c42).array();
  }

  private static byte[] berkeley() {
    byte[] header = header();
    ByteBuffer file = ByteBuffer.allocate(3 * 512).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(12, 0x00061561).putInt(16, 9).putInt(20, 512).put(25, (byte) 8);
    file.putShort(512 + 20, (short) 2).put(512 + 25, (byte) 13);
    file.putShort(512 + 26, (short) 500).putShort(512 + 28, (short) 480);
    file.put(512 + 500, (byte) 1).putInt(512 + 501, 1);
    file.put(512 + 480, (byte) 3).putInt(512 + 484, 2).putInt(512 + 488, header.length);
    file.putShort(1024 + 22, (short) header.length).put(1024 + 25, (byte) 7);
    return file.put(1024 + 26, header).array();
  }
}
