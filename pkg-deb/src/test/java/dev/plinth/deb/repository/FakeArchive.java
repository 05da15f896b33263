package dev.plinth.deb.repository;

import dev.plinth.fetch.TestServer;
import dev.plinth.model.Digest;
import dev.plinth.openpgp.TestSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes the files of a suite as an archive's own tools would, signed by a key of the test. */
final class FakeArchive {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  final TestSigner signer;
  String suite;
  String codename;
  Instant date = NOW.minusSeconds(3600);
  Instant validUntil = NOW.plusSeconds(86_400);
  boolean byHash = true;
  List<String> architectures = List.of("all", "amd64", "arm64");
  String extra = "No-Support-for-Architecture-all: Packages\n";
  final Map<String, byte[]> files = new LinkedHashMap<>();

  FakeArchive(TestSigner signer, String suite) {
    this.signer = signer;
    this.suite = suite;
    this.codename = suite;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] xz(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  /** A Packages index as {@code Packages.xz}, listed plain and compressed. */
  FakeArchive packages(String component, String architecture, String text) throws IOException {
    String stem = component + "/binary-" + architecture + "/Packages";
    files.put(stem, bytes(text));
    files.put(stem + ".xz", xz(bytes(text)));
    return this;
  }

  String release() {
    StringBuilder out = new StringBuilder();
    out.append("Origin: Test\nSuite: ").append(suite).append("\nCodename: ").append(codename);
    out.append("\nDate: ").append(DATE.format(date));
    out.append("\nValid-Until: ").append(DATE.format(validUntil));
    out.append("\nAcquire-By-Hash: ").append(byHash ? "yes" : "no");
    out.append("\nArchitectures: ").append(String.join(" ", architectures)).append('\n');
    out.append(extra).append("Components: main\nMD5Sum:\n 0 0 nothing\nSHA256:\n");
    files.forEach((path, content) ->
        out.append(
            String.format(
                Locale.ROOT, " %s %d %s%n", Digest.of(content).hex(), content.length, path)));
    return out.toString();
  }

  byte[] inRelease() {
    return signer.clearSigned(release(), date.getEpochSecond());
  }

  /** Puts all of it on a server; plain indexes are listed, but not served, as on real mirrors. */
  FakeArchive serve(TestServer server, String root) {
    String folder = root + "/dists/" + suite + "/";
    server.files.put(folder + "InRelease", inRelease());
    files.forEach((path, content) -> {
      if (!path.endsWith("/Packages")) {
        server.files.put(folder + path, content);
        if (byHash) {
          String parent = path.substring(0, path.lastIndexOf('/') + 1);
          server.files.put(folder + parent + "by-hash/SHA256/" + Digest.of(content).hex(), content);
        }
      }
    });
    return this;
  }
}
