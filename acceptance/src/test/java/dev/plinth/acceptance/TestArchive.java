package dev.plinth.acceptance;

import dev.plinth.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A small archive of packages made by dpkg-deb, laid out and signed as archives do. */
final class TestArchive {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  final Path folder;
  private final Gpg gpg;

  /** What the Release says; the defaults are those of an archive in order. */
  String suite = "stable";

  Instant date = Instant.now().minusSeconds(3600);
  Instant validUntil = Instant.now().plusSeconds(86_400);
  String signer = "archive";
  String signedAt = "";
  List<String> forms = List.of(".gz");

  TestArchive(Path folder, Gpg gpg) {
    this.folder = folder;
    this.gpg = gpg;
  }

  /** The folder of its one suite. */
  Path dists() {
    return folder.resolve("dists").resolve(suite);
  }

  Path index() {
    return dists().resolve("main/binary-amd64/Packages");
  }

  /** Builds a package of files by path, and puts it into the pool. */
  Path deb(String name, String version, String fields, Map<String, String> files)
      throws IOException {
    return deb(name, version, fields, files, folder, "");
  }

  /**
   * @param file a file of any bytes
   * @param at where it lies in the package; empty for nowhere
   */
  Path deb(
      String name, String version, String fields, Map<String, String> files, Path file, String at)
      throws IOException {
    Path root = Files.createTempDirectory(folder, "root");
    Path control = Files.createDirectories(root.resolve("DEBIAN")).resolve("control");
    Files.writeString(
        control,
        "Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: N <n@example.org>\n%sDescription: x\n"
            .formatted(name, version, fields));
    TreeMap<String, String> all = new TreeMap<>(files);
    all.put("usr/share/doc/" + name + "/copyright", "free\n");
    for (Map.Entry<String, String> entry : all.entrySet()) {
      Path path = root.resolve(entry.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, entry.getValue());
      Files.setAttribute(path, "unix:mode", entry.getKey().contains("bin/") ? 0755 : 0644);
    }
    if (!at.isEmpty()) {
      Files.createDirectories(root.resolve(at).getParent());
      Files.copy(file, root.resolve(at));
    }
    Path pool = Files.createDirectories(folder.resolve("pool"));
    Path deb = pool.resolve(name + "_" + version.replace(":", "%3a") + "_all.deb");
    Machine.run(
        root,
        "env",
        "SOURCE_DATE_EPOCH=1700000000",
        "dpkg-deb",
        "--root-owner-group",
        "-Zgzip",
        "--build",
        root.toString(),
        deb.toString());
    Trees.delete(root);
    return deb;
  }

  /** Writes Packages and Release for what the pool holds, and signs. */
  TestArchive publish() throws IOException {
    Files.createDirectories(index().getParent());
    StringBuilder text = new StringBuilder();
    for (Path deb : debs()) {
      byte[] bytes = Files.readAllBytes(deb);
      text.append(Machine.run(folder, "dpkg-deb", "--field", deb.toString()).strip());
      text.append("\nFilename: ").append(folder.relativize(deb));
      text.append("\nSize: ").append(bytes.length);
      text.append("\nSHA256: ").append(Digest.of(bytes).hex()).append("\n\n");
    }
    byte[] plain = text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    StringBuilder sums = new StringBuilder(sum("", plain));
    for (String form : List.of("", ".gz", ".xz")) {
      Path file = Path.of(index() + form);
      Files.deleteIfExists(file);
      if (forms.contains(form)) {
        byte[] bytes = form.equals(".gz") ? gzip(plain) : form.isEmpty() ? plain : xz(plain);
        Files.write(file, bytes);
        sums.append(form.isEmpty() ? "" : sum(form, bytes));
      }
    }
    return release(sums.toString());
  }

  private TestArchive release(String sums) throws IOException {
    Path release = dists().resolve("Release");
    Files.writeString(
        release,
        "Origin: Test\nSuite: %s\nCodename: %s\nDate: %s\nValid-Until: %s\nArchitectures: all amd64\nComponents: main\nNo-Support-for-Architecture-all: Packages\nSHA256:\n%s"
            .formatted(suite, suite, DATE.format(date), DATE.format(validUntil), sums));
    gpg.clearSign(signer, signedAt, release, dists().resolve("InRelease"));
    gpg.detachSign(signer, signedAt, release, dists().resolve("Release.gpg"));
    return this;
  }

  List<Path> debs() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("pool"))) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static String sum(String form, byte[] bytes) {
    return " "
        + Digest.of(bytes).hex()
        + " "
        + bytes.length
        + " main/binary-amd64/Packages"
        + form
        + "\n";
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private byte[] xz(byte[] plain) throws IOException {
    Path file = Files.write(folder.resolve("to-xz"), plain);
    Machine.run(folder, "xz", "--force", file.toString());
    byte[] bytes = Files.readAllBytes(folder.resolve("to-xz.xz"));
    Files.delete(folder.resolve("to-xz.xz"));
    return bytes;
  }

  /** Changes one bit in the middle of {@code file}, or at a place; the reverse of itself. */
  static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }

  static void flip(Path file) throws IOException {
    flip(file, Files.size(file) / 2);
  }
}
