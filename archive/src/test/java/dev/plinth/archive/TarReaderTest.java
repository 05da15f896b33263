package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.archive.TarEntry.Type;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  @TempDir Path directory;

  static List<TarEntry> read(byte[] archive) throws IOException {
    List<TarEntry> entries = new ArrayList<>();
    try (TarReader reader = new TarReader(new ByteArrayInputStream(archive), "t.tar")) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarEntry entry = next.get();
        entries.add(entry);
        if (entries.size() % 2 == 0) {
          byte[] content = reader.content().readAllBytes();
          int from = (int) entry.offset();
          assertThat(content).isEqualTo(Arrays.copyOfRange(archive, from, from + content.length));
          assertThat(content).hasSize((int) entry.size());
        }
      }
    }
    return entries;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "posix"})
  void readsWhatGnuTarWrites(String format) throws Exception {
    Path root = Files.createDirectory(directory.resolve("r"));
    String deep = "d".repeat(60) + "/" + "e".repeat(60);
    boolean longNames = !format.equals("v7");
    Path folder = Files.createDirectories(root.resolve(longNames ? deep : "d"));
    Path file = Files.writeString(folder.resolve("f"), "hello");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L));
    Files.createSymbolicLink(root.resolve("link"), Path.of("some/where"));
    Files.createLink(root.resolve("same"), Files.writeString(root.resolve("before"), "once"));
    Tool.run(root, "chmod", "4755", file.toString());
    Tool.run(
        directory,
        "tar",
        "--format=" + format,
        "--sort=name",
        "--numeric-owner",
        "-cf",
        "t.tar",
        "--owner=1234",
        "--group=4321",
        "-C",
        "r",
        ".");
    List<TarEntry> entries = read(Files.readAllBytes(directory.resolve("t.tar")));
    TarEntry hello = entries.stream().filter(e -> e.size() == 5).findFirst().orElseThrow();
    assertThat(hello.name()).isEqualTo(longNames ? "./" + deep + "/f" : "./d/f");
    assertThat(hello.mode()).isEqualTo(04755);
    assertThat(hello.uid()).isEqualTo(1234);
    assertThat(hello.gid()).isEqualTo(4321);
    assertThat(hello.mtime()).isEqualTo(1_600_000_000L);
    assertThat(entries)
        .anySatisfy(e -> {
          assertThat(e.type()).isEqualTo(Type.SYMLINK);
          assertThat(e.linkName()).isEqualTo("some/where");
        })
        .anySatisfy(e -> {
          assertThat(e.type()).isEqualTo(Type.HARD_LINK);
          assertThat(e.linkName()).isEqualTo("./before");
        })
        .anySatisfy(e -> {
          assertThat(e.type()).isEqualTo(Type.DIRECTORY);
          assertThat(e.name()).isEqualTo("./");
        });
  }

  @Test
  void readsWhatPythonWrites() throws Exception {
    String script =
        """
        import tarfile, io
        t = tarfile.open('p.tar', 'w', format=tarfile.PAX_FORMAT, pax_headers={'comment': 'all'})
        def add(name, **kw):
            i = tarfile.TarInfo(name)
            for k, v in kw.items(): setattr(i, k, v)
            t.addfile(i, io.BytesIO(b'x' * i.size))
        add('caf\\u00e9' + 'x' * 200, size=513, mtime=1.75, mode=0o640)
        add('cap', size=1, pax_headers={'SCHILY.xattr.security.capability': 'a=b'})
        add('old', mtime=-1.5)
        add('big', uid=3000000, gid=4294967294)
        add('dev', type=tarfile.CHRTYPE, devmajor=5, devminor=1)
        add('fifo', type=tarfile.FIFOTYPE)
        t.close()
        """;
    Tool.run(directory, "python3", "-c", script);
    List<TarEntry> entries = read(Files.readAllBytes(directory.resolve("p.tar")));
    assertThat(entries).hasSize(6);
    byte[] utf8 = ("café" + "x".repeat(200)).getBytes(StandardCharsets.UTF_8);
    TarEntry first = entries.get(0);
    assertThat(first.name()).isEqualTo(new String(utf8, StandardCharsets.ISO_8859_1));
    assertThat(first.mtime()).isEqualTo(1);
    assertThat(first.size()).isEqualTo(513);
    assertThat(first.mode()).isEqualTo(0640);
    assertThat(entries.get(1).xattrs().get("security.capability")).containsExactly('a', '=', 'b');
    assertThat(entries.get(2).mtime()).isEqualTo(-2);
    assertThat(entries.get(3).uid()).isEqualTo(3000000);
    assertThat(entries.get(3).gid()).isEqualTo(4294967294L);
    assertThat(entries.get(4).type()).isEqualTo(Type.CHARACTER_DEVICE);
    assertThat(entries.get(4).major()).isEqualTo(5);
    assertThat(entries.get(4).minor()).isEqualTo(1);
    assertThat(entries.get(5).type()).isEqualTo(Type.FIFO);
  }

  @Test
  void givesBinaryAttributesAsTheyAre() throws Exception {
    byte[] value = new byte[256];
    for (int i = 0; i < 256; i++) {
      value[i] = (byte) i;
    }
    byte[] archive =
        new RawTar().pax("SCHILY.xattr.security.capability", value).file("a", "x").end();
    assertThat(read(archive).getFirst().xattrs().get("security.capability")).isEqualTo(value);
  }

  @Test
  void boundsEntriesAndSizes() {
    RawTar tar = new RawTar().file("a", "12345").file("b", "12345").file("c", "12345");
    TarLimits few = new TarLimits(2, 100, 100);
    TarLimits small = new TarLimits(100, 14, 100);
    assertBad(tar.end(), few, "more than 2 entries");
    assertBad(tar.end(), small, "holds more than 14 bytes");
    assertBad(
        new RawTar().longName("x".repeat(200)).file("a", "").end(),
        new TarLimits(100, 1000, 100),
        "extended header of 201 bytes");
  }

  static void assertBad(byte[] archive, TarLimits limits, String message) {
    assertThatThrownBy(
            () -> {
              InputStream in = new ByteArrayInputStream(archive);
              try (TarReader reader = new TarReader(in, "bad.tar", limits)) {
                while (reader.next().isPresent()) {}
              }
            })
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.getMessage()).startsWith("bad.tar ").contains(message);
            });
  }
}
