package dev.plinth.deb.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a package whose paths stay inside, or an error; the cache's table likewise. */
class DebFileFuzzTest {
  static Stream<Arguments> seeds() {
    byte[] control = tar("./control", "Package: a\nVersion: 1\nArchitecture: all\n");
    byte[] data = tar("./usr/x", "content");
    ByteArrayOutputStream deb = new ByteArrayOutputStream();
    deb.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(deb, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(deb, "control.tar", control);
    member(deb, "data.tar", data);
    return Stream.of(Arguments.of(deb.toByteArray()));
  }

  private static byte[] tar(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    byte[] header =
        TarWriter.header(
            new TarEntry(
                name,
                TarEntry.Type.FILE,
                0644,
                0,
                0,
                bytes.length,
                1,
                "",
                "",
                "",
                0,
                0,
                new TreeMap<>(),
                0));
    byte[] archive = new byte[header.length + 512 + TarWriter.END];
    System.arraycopy(header, 0, archive, 0, header.length);
    System.arraycopy(bytes, 0, archive, header.length, bytes.length);
    return archive;
  }

  private static void member(ByteArrayOutputStream out, String name, byte[] content) {
    String head =
        String.format(
            Locale.ROOT, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 1, 0, 0, "100644", content.length);
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(content);
    if (content.length % 2 == 1) {
      out.write('\n');
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void deb(byte[] bytes) throws IOException {
    Path deb = Files.createTempFile("fuzz", ".deb");
    Path data = Files.createTempFile("fuzz", ".data");
    try {
      Files.write(deb, bytes);
      Unpacked unpacked = DebReader.read(deb, "fuzz", data);
      for (Unpacked.Entry entry : unpacked.entries()) {
        assertThat(entry.path()).startsWith("/").doesNotContain("//", "/../", "\0");
        assertThat(entry.offset() + entry.size()).isLessThanOrEqualTo(Files.size(data));
      }
      byte[] table = UnpackedTable.write(unpacked);
      assertThat(UnpackedTable.read(table).orElseThrow().entries())
          .hasSameSizeAs(unpacked.entries());
    } catch (PlinthException e) {
      assertThat(e.code()).isIn(ErrorCode.BAD_INPUT, ErrorCode.VERIFICATION);
      assertThat(e.getMessage()).contains("fuzz");
    } finally {
      Files.delete(deb);
      Files.delete(data);
    }
  }

  /** The digest at the end is made right, as somebody who can write to the cache would do. */
  @FuzzTest
  void table(byte[] bytes) throws IOException {
    MessageDigest hash = Digest.sha256();
    hash.update(bytes);
    byte[] whole = java.util.Arrays.copyOf(bytes, bytes.length + 32);
    System.arraycopy(hash.digest(), 0, whole, bytes.length, 32);
    UnpackedTable.read(whole);
  }
}
