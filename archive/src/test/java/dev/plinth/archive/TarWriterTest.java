package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.archive.TarEntry.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
  @TempDir Path directory;

  /** An entry with fields that most tests do not care about. */
  static TarEntry entry(String name, Type type, long size, String link) {
    return new TarEntry(
        name, type, 0644, 0, 0, size, 1_600_000_000, link, "", "", 0, 0, new TreeMap<>(), 0);
  }

  static byte[] write(List<TarEntry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(out)) {
      for (TarEntry entry : entries) {
        writer.add(entry, new ByteArrayInputStream(content(entry)));
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private static byte[] content(TarEntry entry) {
    byte[] bytes = new byte[(int) entry.size()];
    new Random(entry.size()).nextBytes(bytes);
    return bytes;
  }

  /** One of everything that is hard. */
  static List<TarEntry> samples() {
    TreeMap<String, byte[]> capability = new TreeMap<>();
    byte[] value = new byte[20];
    value[0] = 1;
    value[3] = 2;
    value[4] = '\n';
    value[5] = '=';
    value[6] = (byte) 0xff;
    capability.put("security.capability", value);
    String d = "d".repeat(50) + "/";
    List<TarEntry> list = new ArrayList<>();
    list.add(entry("./", Type.DIRECTORY, 0, ""));
    list.add(entry("empty", Type.FILE, 0, ""));
    for (int size : new int[] {1, 511, 512, 513, 70_000}) {
      list.add(entry("f" + size, Type.FILE, size, ""));
    }
    list.add(entry(d + "x".repeat(49), Type.FILE, 1, ""));
    list.add(entry(d + "x".repeat(50), Type.FILE, 2, ""));
    list.add(entry(d + d + d + "x".repeat(100), Type.FILE, 3, ""));
    list.add(entry(d + d + d + "x".repeat(101), Type.FILE, 4, ""));
    list.add(entry(d + d + d + d + "x", Type.FILE, 5, ""));
    list.add(entry(d + d + "y".repeat(80) + "/", Type.DIRECTORY, 0, ""));
    list.add(entry("z".repeat(150) + "/", Type.DIRECTORY, 0, ""));
    list.add(entry("caf\u00c3\u00a9", Type.FILE, 6, ""));
    list.add(entry("latin\u00e9" + "l".repeat(200), Type.FILE, 7, ""));
    list.add(entry("utf8\u00c3\u00a9" + "l".repeat(200), Type.FILE, 8, ""));
    list.add(entry("s1", Type.SYMLINK, 0, "../t"));
    list.add(entry("s2", Type.SYMLINK, 0, "t".repeat(100)));
    list.add(entry("s3", Type.SYMLINK, 0, "t".repeat(101)));
    list.add(entry("h1", Type.HARD_LINK, 0, "f511"));
    list.add(new TarEntry("cap", Type.FILE, 04755, 0, 42, 9, 1, "", "", "", 0, 0, capability, 0));
    list.add(
        new TarEntry(
            "big",
            Type.FILE,
            0640,
            2097152,
            4294967294L,
            0,
            1L << 34,
            "",
            "",
            "",
            0,
            0,
            new TreeMap<>(),
            0));
    list.add(new TarEntry("old", Type.FILE, 0, 1, 2, 0, -5, "", "", "", 0, 0, new TreeMap<>(), 0));
    list.add(
        new TarEntry(
            "null", Type.CHARACTER_DEVICE, 0666, 0, 0, 0, 0, "", "", "", 1, 3, new TreeMap<>(), 0));
    list.add(entry("pipe", Type.FIFO, 0, ""));
    return list;
  }

  private static String show(TarEntry e) {
    StringBuilder text = new StringBuilder();
    text.append(String.join("|", e.name(), e.type().name(), Integer.toOctalString(e.mode())));
    text.append("|").append(e.uid()).append(":").append(e.gid()).append("|").append(e.size());
    text.append("|").append(e.mtime()).append("|").append(e.linkName());
    text.append("|").append(e.major()).append(",").append(e.minor());
    e.xattrs()
        .forEach((k, v) ->
            text.append("|")
                .append(k)
                .append("=")
                .append(new String(v, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] archive = write(samples());
    List<String> seen = new ArrayList<>();
    try (TarReader reader = new TarReader(new ByteArrayInputStream(archive), "w.tar")) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        seen.add(show(next.get()));
        assertThat(reader.content().readAllBytes()).isEqualTo(content(next.get()));
      }
    }
    assertThat(seen).isEqualTo(samples().stream().map(TarWriterTest::show).toList());
    assertThat(archive.length % 512).isZero();
  }

  @Test
  void pythonReadsTheSame() throws Exception {
    Files.write(directory.resolve("w.tar"), write(samples()));
    String script =
        """
        import tarfile, sys, hashlib
        kind = {b'0':'FILE', b'1':'HARD_LINK', b'2':'SYMLINK', b'3':'CHARACTER_DEVICE',
                b'5':'DIRECTORY', b'6':'FIFO'}
        def raw(s): return s.encode('utf-8', 'surrogateescape').decode('latin-1')
        out = open(1, 'w', encoding='latin-1', newline='')
        for m in tarfile.open('w.tar'):
            slash = '/' if m.isdir() else ''
            line = '|'.join([raw(m.name) + slash, kind[m.type], '%o' % m.mode,
                '%d:%d' % (m.uid, m.gid), str(m.size), str(int(m.mtime)), raw(m.linkname),
                '%d,%d' % (m.devmajor, m.devminor)])
            for k in sorted(m.pax_headers):
                if k.startswith('SCHILY.xattr.'):
                    line += '|' + k[13:] + '=' + raw(m.pax_headers[k]).replace('\\0', '0')
            out.write(line + '\\0')
        """;
    String seen = Tool.run(directory, "python3", "-c", script);
    List<String> expected =
        samples().stream().map(TarWriterTest::show).map(s -> s.replace('\0', '0')).toList();
    assertThat(List.of(seen.split("\0"))).isEqualTo(expected);
  }

  @Test
  void gnuTarReadsTheSame() throws Exception {
    List<TarEntry> samples = samples();
    Files.write(directory.resolve("w.tar"), write(samples));
    String listing =
        Tool.run(directory, "tar", "--numeric-owner", "--quoting-style=literal", "-tf", "w.tar");
    assertThat(List.of(listing.split("\n")))
        .isEqualTo(samples.stream().map(TarEntry::name).toList());
    Path out = Files.createDirectory(directory.resolve("out"));
    Tool.run(out, "tar", "-xf", "../w.tar", "--no-same-owner", "--exclude=null", "--exclude=big");
    for (String name : new String[] {"f1", "f511", "f512", "f513", "f70000", "cap"}) {
      TarEntry entry = samples.stream().filter(e -> e.name().equals(name)).findFirst().get();
      assertThat(out.resolve(name)).hasBinaryContent(content(entry));
    }
    assertThat(Files.isSameFile(out.resolve("h1"), out.resolve("f511"))).isTrue();
    assertThat(Files.readSymbolicLink(out.resolve("s3")).toString()).isEqualTo("t".repeat(101));
  }

  @Test
  void needsNoPaxForPlainEntries() throws IOException {
    byte[] plain = write(List.of(entry("d".repeat(140) + "/" + "x".repeat(90), Type.FILE, 1, "")));
    assertThat(plain).hasSize(512 * 4);
    assertThat(new String(plain, StandardCharsets.ISO_8859_1)).doesNotContain("PaxHeader");
    assertThat(plain[156]).isEqualTo((byte) '0');
  }

  @Test
  void recordLengthsCountThemselves() throws IOException {
    for (int length = 80; length < 1100; length++) {
      TarEntry entry = entry("n", Type.SYMLINK, 0, "t".repeat(length));
      byte[] archive = write(List.of(entry));
      assertThat(TarReaderTest.read(archive).getFirst().linkName()).hasSize(length);
    }
  }

  @Test
  void aShortContentIsAnError() {
    TarWriter writer = new TarWriter(new ByteArrayOutputStream());
    assertThatThrownBy(
            () -> writer.add(entry("f", Type.FILE, 3, ""), new ByteArrayInputStream(new byte[2])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 bytes early");
    assertThatThrownBy(() -> writer.add(entry("", Type.FILE, 0, "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.add(entry("a\0b", Type.FILE, 0, "")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
