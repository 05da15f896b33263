package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * Packages that an archive signed, and yet are damaged or want out of the root: an error that names
 * them, or an image; never anything outside the store and the cache.
 */
class HostilePackageTest {
  private static final boolean FULL = Boolean.getBoolean("plinth.full");

  @TempDir static Path folder;
  private static HostileBench bench;

  @BeforeAll
  static void build() throws IOException {
    bench = new HostileBench(folder, "");
  }

  @AfterAll
  static void close() throws IOException {
    if (bench != null) {
      bench.close();
    }
  }

  /** Puts {@code deb} in the place of the test's package, in the lock and in the pool. */
  private PlinthProcess.Result build(
      String what, byte[] deb, String name, String version, String architecture)
      throws IOException {
    String file = what.replaceAll("[^A-Za-z0-9.+_-]", "_") + ".deb";
    Files.write(bench.archive.folder.resolve("pool").resolve(file), deb);
    PlinthProcess plinth = bench.fresh();
    PlinthProcess.Result[] result = new PlinthProcess.Result[1];
    List<String> before = outside();
    bench.withLock(
        lock -> {
          ObjectNode pkg = HostileBench.entry(lock);
          pkg.put("name", name).put("version", version).put("architecture", architecture);
          pkg.put("source", name).put("sourceVersion", version).put("path", "pool/" + file);
          pkg.put("size", deb.length).put("sha256", Digest.of(deb).hex());
        },
        () -> {
          result[0] = plinth.run(bench.build());
          if (result[0].code() != 0) {
            HostileBench.told(result[0]);
          }
          StoreCheck.holds(plinth.store());
        });
    assertThat(outside()).as(what).isEqualTo(before);
    bench.good(plinth);
    bench.forget(plinth);
    return result[0];
  }

  private static List<String> outside() throws IOException {
    try (Stream<Path> files = Stream.concat(Files.list(folder), Files.list(Path.of("/")))) {
      return files
          .map(Path::toString)
          .filter(f -> !f.matches(".*/(home\\d+|archive)"))
          .sorted()
          .toList();
    }
  }

  private void refused(String what, byte[] deb) throws IOException {
    PlinthProcess.Result result = build(what, deb, HostileBench.PACKAGE, "1.0-1", "all");
    assertThat(result.code()).as("%s: %s", what, result.err()).isIn(3, 6);
    assertThat(result.err()).as(what).contains(what.replaceAll("[^A-Za-z0-9.+_-]", "_"));
  }

  @Test
  void whatIsCutOffOrScrambled() throws IOException {
    byte[] good = Files.readAllBytes(bench.deb);
    int steps = FULL ? 40 : 4;
    for (int i = 1; i < steps; i++) {
      refused("cut" + i, Arrays.copyOf(good, good.length * i / steps));
    }
    byte[] scrambled = good.clone();
    Arrays.fill(scrambled, good.length - 90, good.length - 40, (byte) 7);
    refused("scrambled", scrambled);
    refused("nothing", "x".getBytes(StandardCharsets.US_ASCII));
    refused("text", "<html>no package</html>".repeat(99).getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void whatWantsOut() throws IOException {
    String name = folder.getFileName().toString();
    refused("dots", deb(tar(file("./../../../../" + folder + "/escaped", "x"))));
    refused("dots-inside", deb(tar(file("./usr/../../escaped-" + name, "x"))));
    refused("device", deb(tar(entry("./dev/sda", '3', "", new byte[0]))));
    refused("block-device", deb(tar(entry("./dev/sdb", '4', "", new byte[0]))));
    refused("hard-link-out", deb(tar(entry("./usr/h", '1', "../../etc/passwd", new byte[0]))));
    refused("hard-link-to-none", deb(tar(entry("./usr/h", '1', "./usr/none", new byte[0]))));
    refused("zero-in-name", deb(tar(pax("path=./usr/a\0b"), file("x", "x"))));
    refused("negative", deb(tar(pax("size=-1"), file("./usr/x", "x"))));
    refused("huge", deb(tar(pax("size=99999999999999"), file("./usr/x", "x"))));
    refused("wrong-sum", deb(tar(file("./usr/x", "x")).clone(), bytes -> bytes[150] ^= 7));
  }

  /** The root is a tree in memory: a link only leads where it would lead inside the image. */
  @Test
  void linksThatLeadOutLeadNowhere() throws IOException {
    byte[] through =
        deb(
            tar(
                entry("./way-out", '2', folder.toString(), new byte[0]),
                file("./way-out/escaped", "x")));
    PlinthProcess.Result result =
        build("through-a-link", through, HostileBench.PACKAGE, "1.0-1", "all");
    assertThat(result.code()).as(result.err()).isIn(0, 3);
    assertThat(folder.resolve("escaped")).doesNotExist();
    byte[] absolute = deb(tar(file(folder + "/absolute", "x")));
    assertThat(build("absolute", absolute, HostileBench.PACKAGE, "1.0-1", "all").code()).isIn(0, 3);
    assertThat(folder.resolve("absolute")).doesNotExist();
  }

  @Test
  void bombsAndHugeCounts() throws IOException {
    refused("control-bomb", ar(zeros(300L << 20, "./control"), gzip(tar())));
    refused("data-bomb", ar(control(), zeros(3L << 30, "./usr/zeros")));
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    byte[] one = header("./usr/" + "d/".repeat(40), '5', "", 0);
    for (int i = 0; i < 3_000; i++) {
      many.writeBytes(header("./usr/" + "d/".repeat(40) + i, '5', "", 0));
    }
    byte[] deep = header("./" + "a/".repeat(45), '5', "", 0);
    many.writeBytes(one);
    many.writeBytes(deep);
    PlinthProcess.Result result =
        build("many", deb(many.toByteArray()), HostileBench.PACKAGE, "1.0-1", "all");
    assertThat(result.code()).as(result.err()).isZero();
    refused("very-many", ar(control(), repeated(one, 3_000_000)));
    byte[] member = Arrays.copyOfRange(ar(new byte[0], new byte[0]), 8, 72);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(ar(control(), gzip(tar())));
    for (int i = 0; i < 100_000; i++) {
      members.writeBytes(member);
    }
    assertThat(build("members", members.toByteArray(), HostileBench.PACKAGE, "1.0-1", "all").code())
        .isIn(3, 6);
  }

  /** Packages and tar archives that others collected. */
  @Test
  void whatOthersCollected() throws IOException {
    Path shared = Path.of("").toAbsolutePath();
    while (shared != null && !Files.isDirectory(shared.resolve("shared/data/hostile"))) {
      shared = shared.getParent();
    }
    assumeTrue(shared != null, "shared/data has no hostile packages here");
    Path hostile = shared.resolve("shared/data/hostile");
    int done = 0;
    for (Path deb : files(hostile.resolve("deb"), ".*\\.[ud]*deb", FULL ? 1 : 8)) {
      String[] parts = deb.getFileName().toString().replaceFirst("\\.[ud]*deb$", "").split("_");
      PlinthProcess.Result result =
          build(
              deb.getFileName().toString(), Files.readAllBytes(deb), parts[0], parts[1], parts[2]);
      assertThat(result.code()).as("%s: %s", deb, result.err()).isIn(0, 3, 6);
      done++;
    }
    for (Path tar : files(hostile.resolve("tar"), ".*\\.tar", FULL ? 1 : 25)) {
      byte[] deb = ar(control(), gzip(Files.readAllBytes(tar)));
      PlinthProcess.Result result =
          build(tar.getFileName().toString(), deb, HostileBench.PACKAGE, "1.0-1", "all");
      assertThat(result.code()).as("%s: %s", tar, result.err()).isIn(0, 3, 6);
      done++;
    }
    assertThat(done).isGreaterThan(3);
  }

  private static List<Path> files(Path folder, String names, int every) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all =
          files.filter(f -> f.getFileName().toString().matches(names)).sorted().toList();
      return java.util.stream.IntStream.range(0, all.size())
          .filter(i -> i % every == 0)
          .mapToObj(all::get)
          .toList();
    }
  }

  // A package made by hand, so that it can be what dpkg-deb would not make.

  private static byte[] deb(byte[] data) throws IOException {
    return ar(control(), gzip(data));
  }

  private static byte[] deb(byte[] data, java.util.function.Consumer<byte[]> damage)
      throws IOException {
    damage.accept(data);
    return deb(data);
  }

  private static byte[] control() throws IOException {
    return gzip(
        tar(
            file(
                "./control",
                "Package: tiny-app\n"
                    + "Version: 1.0-1\n"
                    + "Architecture: all\n"
                    + "Maintainer: N\n"
                    + "Description: x\n")));
  }

  private static byte[] ar(byte[] control, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(out, "control.tar.gz", control);
    member(out, "data.tar.gz", data);
    return out.toByteArray();
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

  private static byte[] tar(byte[]... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.writeBytes(entry);
    }
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static byte[] file(String name, String content) {
    return entry(name, '0', "", content.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] pax(String record) {
    int length = record.length() + 3;
    length += String.valueOf(length).length() - 1;
    byte[] bytes = (length + " " + record + "\n").getBytes(StandardCharsets.US_ASCII);
    return entry("./pax", 'x', "", bytes);
  }

  private static byte[] entry(String name, char type, String link, byte[] content) {
    byte[] head = header(name, type, link, content.length);
    byte[] padded = Arrays.copyOf(content, (content.length + 511) / 512 * 512);
    byte[] all = Arrays.copyOf(head, 512 + padded.length);
    System.arraycopy(padded, 0, all, 512, padded.length);
    return all;
  }

  private static byte[] header(String name, char type, String link, long size) {
    byte[] head = new byte[512];
    put(head, 0, name);
    put(head, 100, type == '5' ? "0000755" : "0000644");
    put(head, 108, "0000000");
    put(head, 116, "0000000");
    put(head, 124, String.format(Locale.ROOT, "%011o", size));
    put(head, 136, "00000000001");
    head[156] = (byte) type;
    put(head, 157, link);
    put(head, 257, "ustar\0" + "00");
    Arrays.fill(head, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : head) {
      sum += b & 255;
    }
    put(head, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return head;
  }

  private static void put(byte[] head, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, head, at, Math.min(bytes.length, 100));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  /** A file of zeros as {@code tar.gz}, without holding them: gzip's members may be joined. */
  private static byte[] zeros(long size, String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(gzip(header(name, '0', "", size)));
    byte[] part = gzip(new byte[1 << 24]);
    for (long done = 0; done < size; done += 1 << 24) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** One entry so many times. */
  private static byte[] repeated(byte[] entry, int times) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      block.writeBytes(entry);
    }
    byte[] part = gzip(block.toByteArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i += 10_000) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
