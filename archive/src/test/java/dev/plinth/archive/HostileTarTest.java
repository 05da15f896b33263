package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every archive of {@code shared/data/hostile/tar}, with what must come of it. */
class HostileTarTest {
  /** File, and the number of its entries or what the error says. */
  private static final String EXPECTED =
      """
      extract-missing-dirs.tar       2
      extract.tar                    5
      symlinks.tar                   5
      tarfile-only-file-packaged.tar 1
      file-and-dir.tar               2
      gnu-incremental.tar            the sparse file 'test2/sparse'
      gnu-long-nul.tar               1
      gnu-multi-hdrs.tar             1
      gnu-nil-sparse-data.tar        the sparse file 'sparse.db'
      gnu-nil-sparse-hole.tar        the sparse file 'sparse.db'
      gnu-not-utf8.tar               1
      gnu-sparse-big.tar             the sparse file 'gnu-sparse'
      gnu-utf8.tar                   1
      gnu.tar                        2
      hardlink.tar                   2
      hdr-only.tar                   16
      invalid-go17.tar               1
      issue10968.tar                 sparse file
      issue11169.tar                 damaged pax record at byte 512
      issue12435.tar                 damaged tar header at byte 0: its size is too large
      neg-size.tar                   damaged tar header at byte 0: its size is too large
      nil-uid.tar                    1
      pax-bad-hdr-file.tar           damaged pax record at byte 512
      pax-bad-hdr-large.tar.bz2      an extended header of 1048577 bytes at byte 512
      pax-bad-mtime-file.tar         unreadable pax mtime for 'foo'
      pax-global-records.tar         4
      pax-multi-hdrs.tar             1
      pax-nil-sparse-data.tar        the sparse file 'sparse.db'
      pax-nil-sparse-hole.tar        the sparse file 'sparse.db'
      pax-nul-path.tar               an unusable name at byte 1536
      pax-nul-xattrs.tar             its key holds a NUL byte
      pax-path-hdr.tar               ends at byte 1024, inside an extended header's entry
      pax-pos-size-file.tar          unreadable pax size for 'foo'
      pax-records.tar                1
      pax-sparse-big.tar             the sparse file 'pax-sparse'
      pax.tar                        2
      sparse-formats.tar             the sparse file 'sparse-gnu'
      star.tar                       2
      trailing-slash.tar             1
      ustar-file-devs.tar            1
      ustar-file-reg.tar             1
      ustar.tar                      1
      v7.tar                         2
      writer-big-long.tar            ends at byte 1536, inside 'longname/
      writer-big.tar                 ends at byte 512, inside 'tmp/16gig.txt'
      writer.tar                     3
      xattrs.tar                     2
      extranils.tar.gz               1
      fatlonglink.tar.gz             22
      iso-8859.tar.gz                2
      longlink.tar.gz                18
      notenoughnils.tar.gz           1
      t.tar.gz                       2
      """;

  @TempDir Path directory;

  private static Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(SharedData.find("hostile/tar"))) {
      walk.filter(Files::isRegularFile).forEach(f -> files.put(f.getFileName().toString(), f));
    }
    return files;
  }

  private static List<TarEntry> read(Path file) throws IOException {
    List<TarEntry> entries = new ArrayList<>();
    try (InputStream in = Decompression.open(Files.newInputStream(file), "hostile");
        TarReader reader = new TarReader(in, "hostile")) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        entries.add(next.get());
        assertThat(reader.content().readAllBytes()).hasSize((int) next.get().size());
      }
    }
    return entries;
  }

  @Test
  void eachFileGivesWhatIsExpected() throws IOException {
    Map<String, Path> files = files();
    for (String row : EXPECTED.split("\n")) {
      String[] columns = row.split(" +", 2);
      Path file = files.remove(columns[0]);
      assertThat(file).as(columns[0]).isNotNull();
      if (columns[1].matches("[0-9]+")) {
        assertThat(read(file)).as(columns[0]).hasSize(Integer.parseInt(columns[1]));
      } else {
        assertThatThrownBy(() -> read(file))
            .as(columns[0])
            .isInstanceOfSatisfying(
                PlinthException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
                  assertThat(e.getMessage()).startsWith("hostile ").contains(columns[1]);
                  assertThat(e.hint()).isNotEmpty();
                });
      }
    }
    assertThat(files).as("files without a row").isEmpty();
  }

  /** Where GNU tar has a list too, names, modes, owners, sizes and times are those it shows. */
  @Test
  void gnuTarSeesTheSame() throws Exception {
    // GNU tar takes an empty path as a name, and stumbles over content that is not there.
    Set<String> known = Set.of("pax-global-records.tar", "hdr-only.tar");
    int compared = 0;
    for (String row : EXPECTED.split("\n")) {
      String[] columns = row.split(" +", 2);
      if (!columns[1].matches("[0-9]+") || known.contains(columns[0])) {
        continue;
      }
      Path file = files().get(columns[0]);
      String listing =
          Tool.run(
              directory,
              "tar",
              "--numeric-owner",
              "--quoting-style=literal",
              "--full-time",
              "-tvf",
              file.toString());
      List<String> theirs =
          listing
              .lines()
              .map(l ->
                  l.substring(1).replaceAll(" +", " ").replaceFirst("(:\\d\\d)\\.\\d+ ", "$1 "))
              .toList();
      assertThat(read(file).stream().map(HostileTarTest::line))
          .as(columns[0])
          .containsExactlyElementsOf(theirs);
      compared++;
    }
    assertThat(compared).isGreaterThan(25);
  }

  private static String line(TarEntry entry) {
    StringBuilder bits = new StringBuilder();
    for (int i = 8; i >= 0; i--) {
      bits.append((entry.mode() >> i & 1) == 0 ? '-' : "rwxrwxrwx".charAt(8 - i));
    }
    String time = java.time.Instant.ofEpochSecond(entry.mtime()).toString();
    String link =
        switch (entry.type()) {
          case SYMLINK -> " -> " + entry.linkName();
          case HARD_LINK -> " link to " + entry.linkName();
          default -> "";
        };
    return bits
        + " "
        + entry.uid()
        + "/"
        + entry.gid()
        + " "
        + entry.size()
        + " "
        + time.substring(0, 10)
        + " "
        + time.substring(11, 19)
        + " "
        + entry.name()
        + link;
  }
}
