package dev.plinth.app.training;

import dev.plinth.app.LocalArchive;
import dev.plinth.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes a signed archive of one suite that has what the packages of Debian have, in small. */
public final class TrainingArchive {
  private static final String SUITE = "trixie";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path folder;
  private final StringBuilder sums = new StringBuilder();

  private TrainingArchive(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes it into {@code folder}.
   *
   * @param root where it will be served
   */
  public static LocalArchive write(Path folder, URI root, Instant now) throws IOException {
    TrainingKey key = new TrainingKey((int) now.getEpochSecond() - 60);
    TrainingArchive archive = new TrainingArchive(folder);
    archive.index(TrainingPackages.all());
    archive.release(key, now);
    return new LocalArchive(root, SUITE, key.publicKey());
  }

  private void index(List<TrainingDeb> debs) throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (TrainingDeb deb : debs) {
      byte[] bytes = deb.bytes();
      String path = "pool/main/" + deb.name() + "_1.0-1+deb_amd64.deb";
      put(path, bytes);
      names.add(deb.name());
      text.append(deb.stanza()).append("Filename: ").append(path);
      text.append("\nSize: ").append(bytes.length);
      text.append("\nSHA256: ").append(Digest.of(bytes).hex()).append("\n\n");
    }
    for (int i = 0; i < 5000; i++) {
      String needs = names.get(i % names.size());
      text.append("Package: other-").append(i);
      text.append("\nSource: others (2.0-").append(i % 7).append(")\nVersion: 2.0-");
      text.append(i % 7).append("+b1\nArchitecture: amd64\nProvides: virtual-").append(i % 11);
      text.append("\nDepends: ").append(needs).append(" (>= 1:0.9~), other-").append(i / 2);
      text.append(" | virtual-").append(i % 5).append("\nFilename: pool/main/other-").append(i);
      text.append(".deb\nSize: 1000\nSHA256: ").append(Digest.of("other " + i).hex());
      text.append("\nDescription: other\n\n");
    }
    byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(packed, new LZMA2Options(1))) {
      out.write(plain);
    }
    sum("main/binary-amd64/Packages", plain);
    sum("main/binary-amd64/Packages.xz", packed.toByteArray());
    put("dists/" + SUITE + "/main/binary-amd64/Packages.xz", packed.toByteArray());
  }

  private void release(TrainingKey key, Instant now) throws IOException {
    String text =
        """
        Origin: Debian
        Label: Debian
        Suite: SUITE
        Codename: SUITE
        Date: %s
        Valid-Until: %s
        Architectures: all amd64
        Components: main
        No-Support-for-Architecture-all: Packages
        SHA256:
        """
            .replace("SUITE", SUITE)
            .formatted(DATE.format(now), DATE.format(now.plusSeconds(3600)));
    put("dists/" + SUITE + "/InRelease", key.clearSigned(text + sums));
  }

  private void sum(String path, byte[] bytes) {
    sums.append(' ').append(Digest.of(bytes).hex()).append(' ');
    sums.append(bytes.length).append(' ').append(path).append('\n');
  }

  private void put(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, bytes);
  }
}
