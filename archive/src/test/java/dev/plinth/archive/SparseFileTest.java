package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files are read as programs see them, where a reader allows them. */
class SparseFileTest {
  private static final TarLimits LIMITS = new TarLimits(1000, 1L << 40, 1 << 20, 64 << 20);

  @TempDir Path folder;

  private static Map<String, byte[]> read(InputStream in) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (TarReader reader = new TarReader(in, "it", LIMITS)) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        byte[] content = reader.content().readAllBytes();
        assertThat(content).hasSize((int) next.get().size());
        contents.put(next.get().name(), content);
      }
    }
    return contents;
  }

  private static Map<String, byte[]> read(RawTar tar) throws IOException {
    return read(new ByteArrayInputStream(tar.end()));
  }

  private static RawTar sparse(String size, String map) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    records.writeBytes(RawTar.record("GNU.sparse.size", size.getBytes(StandardCharsets.UTF_8)));
    records.writeBytes(RawTar.record("GNU.sparse.map", map.getBytes(StandardCharsets.UTF_8)));
    return new RawTar().entry("pax", 'x', records.toByteArray(), "");
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  /** All four forms of the same file, and what stands behind them. */
  @Test
  void everyFormGivesTheSame() throws Exception {
    Path file;
    try (var walk = Files.walk(SharedData.find("hostile/tar"))) {
      file = walk.filter(f -> f.endsWith("sparse-formats.tar")).findFirst().orElseThrow();
    }
    Map<String, byte[]> found = read(Files.newInputStream(file));
    List<String> forms =
        List.of("sparse-gnu", "sparse-posix-0.0", "sparse-posix-0.1", "sparse-posix-1.0");
    assertThat(found.keySet()).containsAll(forms).contains("end");
    for (String form : forms) {
      assertThat(found.get(form)).as(form).hasSize(200);
      assertThat(md5(found.get(form))).as(form).isEqualTo(md5(found.get(forms.getFirst())));
    }
    // Every second byte is a letter, the others are holes.
    assertThat(new String(found.get(forms.getFirst()), StandardCharsets.ISO_8859_1))
        .matches("(\0G\0o){47}\0!\0{10}");
    assertThat(new String(found.get("end"), StandardCharsets.ISO_8859_1)).startsWith("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "0.0", "0.1", "1.0"})
  void isWhatGnuTarWrote(String form) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "there is no tar");
    Random random = new Random(form.hashCode());
    Path content = Files.createDirectory(folder.resolve("content"));
    for (int i = 0; i < 12; i++) {
      try (RandomAccessFile out = new RandomAccessFile(content.resolve("f" + i).toFile(), "rw")) {
        out.setLength(random.nextInt(3 << 20));
        for (int part = random.nextInt(40); part > 0; part--) {
          out.seek(random.nextInt(3 << 20));
          out.write(
              random
                  .ints(random.nextInt(300))
                  .mapToObj(String::valueOf)
                  .toList()
                  .toString()
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    Path tar = folder.resolve("it.tar");
    String[] words =
        form.equals("gnu")
            ? new String[] {
              "tar", "-S", "--format=gnu", "-C", content.toString(), "-cf", tar.toString(), "."
            }
            : new String[] {
              "tar",
              "-S",
              "--format=pax",
              "--sparse-version=" + form,
              "-C",
              content.toString(),
              "-cf",
              tar.toString(),
              "."
            };
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    Map<String, byte[]> found = read(Files.newInputStream(tar));
    for (int i = 0; i < 12; i++) {
      assertThat(found.get("./f" + i))
          .as("f" + i)
          .isEqualTo(Files.readAllBytes(content.resolve("f" + i)));
    }
    assertThat(Files.size(tar)).isLessThan(found.values().stream().mapToLong(b -> b.length).sum());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,4,2,4 | 8 | abcdabcd | overlap",
        "4,4,0,4 | 8 | abcdabcd | overlap",
        "0,4 | 3 | abcd | beyond its end",
        "0,999999999999999999 | 999999999999999999 | abcd | not as its map says",
        "1,4 | 99999999999 | abcd | stands for 99999999999 bytes",
        "0,4 | 8 | abcde | not as its map says",
        "0,4,8 | 8 | abcd | an offset without a length",
        "0,-4 | 8 | abcd | no numbers",
        "0,9999999999999999999 | 8 | abcd | no numbers",
        ", | 8 | abcd | no numbers",
      })
  void aMapThatCannotBeIsAnError(String map, String size, String held, String error) {
    RawTar tar = sparse(size, map).file("s", held);
    assertThatThrownBy(() -> read(tar))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining(error);
  }

  @Test
  void allThatIsHeldMayBeNothing() throws IOException {
    RawTar tar = new RawTar().pax("GNU.sparse.size", "70000").file("s", "").file("after", "x");
    Map<String, byte[]> found = read(tar);
    assertThat(found.get("s")).isEqualTo(new byte[70_000]);
    assertThat(found.get("after")).isEqualTo(new byte[] {'x'});
  }

  /** Such is /var/log/lastlog where a user has a large number. */
  @Test
  void oneThatIsFarTooLongCostsNothingWhereNobodyReadsIt() throws IOException {
    RawTar tar =
        sparse("900000000000", "0,4,899999999996,4").file("s", "abcdefgh").file("after", "");
    try (TarReader reader = new TarReader(new ByteArrayInputStream(tar.end()), "it", LIMITS)) {
      assertThat(reader.next().orElseThrow().size()).isEqualTo(900_000_000_000L);
      assertThat(reader.content().readNBytes(5)).isEqualTo(new byte[] {'a', 'b', 'c', 'd', 0});
      assertThat(reader.next().orElseThrow().name()).isEqualTo("after");
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void zerosThatAreReadCount() throws IOException {
    TarLimits few = new TarLimits(1000, 100_000, 1 << 20, 64 << 20);
    byte[] tar =
        sparse("70000", "0,0").file("s", "").raw(sparse("70000", "0,0").file("t", "").end()).end();
    try (TarReader reader = new TarReader(new ByteArrayInputStream(tar), "it", few)) {
      reader.next();
      assertThat(reader.content().readAllBytes()).hasSize(70_000);
      assertThat(reader.next()).isPresent();
      assertThatThrownBy(() -> reader.content().readAllBytes())
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("holds more than 100000 bytes");
    }
  }

  @Test
  void whatIsNotReadIsPassedOver() throws IOException {
    RawTar tar = sparse("70000", "60000,4").file("s", "abcd").file("after", "x");
    try (TarReader reader = new TarReader(new ByteArrayInputStream(tar.end()), "it", LIMITS)) {
      assertThat(reader.next().orElseThrow().size()).isEqualTo(70_000);
      assertThat(reader.content().read()).isZero();
      assertThat(reader.next().orElseThrow().name()).isEqualTo("after");
      assertThat(reader.content().readAllBytes()).isEqualTo(new byte[] {'x'});
    }
  }
}
