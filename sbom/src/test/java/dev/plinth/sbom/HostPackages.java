package dev.plinth.sbom;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.DebVersions;
import dev.plinth.deb.Paragraph;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.licence.CopyrightFile;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.pkg.Package;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A bill of real packages: those that dpkg knows on this machine. */
public final class HostPackages {
  private static final Path STATUS = Path.of("/var/lib/dpkg/status");
  private static final Path INFO = Path.of("/var/lib/dpkg/info");
  private static final int MOST_PACKAGES = 200;
  private static final int MOST_FILES = 6;

  private HostPackages() {}

  /** The bill; the test is skipped where there is no dpkg. */
  public static BillOfMaterials bill() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(STATUS), "this is not a Debian host");
    OperatingSystem system = system();
    List<Package> packages = new ArrayList<>();
    List<Paragraph> paragraphs = new ArrayList<>();
    for (Paragraph paragraph : Deb822.parse(Files.readAllBytes(STATUS), "status")) {
      if (paragraph.text("Status").equals("install ok installed")
          && packages.size() < MOST_PACKAGES) {
        packages.add(PackageStanza.installed(paragraph, "amd64", "dpkg"));
        paragraphs.add(paragraph);
      }
    }
    SortedMap<String, List<String>> needs = PackageDependencies.of(packages, DebVersions.INSTANCE);
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < packages.size(); i++) {
      components.add(component(packages.get(i), paragraphs.get(i), needs));
    }
    List<FileEntry> generated = List.of(entry(Path.of("/etc/hostname")));
    return new BillOfMaterials(
        "debian-host:test",
        Digest.of("a manifest"),
        new Platform("linux", "amd64"),
        Instant.parse("2026-11-20T10:00:00Z"),
        "0.1.0",
        system,
        components,
        List.of(
            new FileGroup("spec", LicenceFinding.unknown("nothing is declared", ""), generated)));
  }

  private static OperatingSystem system() throws IOException {
    Map<String, String> fields = new java.util.HashMap<>();
    for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
      }
    }
    return new OperatingSystem(
        fields.getOrDefault("ID", "linux"),
        fields.getOrDefault("VERSION_ID", ""),
        fields.getOrDefault("VERSION_CODENAME", ""),
        fields.getOrDefault("NAME", ""));
  }

  private static Component component(
      Package pkg, Paragraph paragraph, Map<String, List<String>> needs) throws IOException {
    Path copyright = Path.of("/usr/share/doc", pkg.name(), "copyright");
    LicenceFinding licence =
        Files.isRegularFile(copyright)
            ? CopyrightFile.parse(Files.readAllBytes(copyright), pkg.name()).finding()
            : LicenceFinding.unknown("there is no copyright file", "");
    return new Component(
        pkg,
        new Component.About(
            paragraph.text("Maintainer"),
            paragraph.text("Homepage"),
            paragraph.text("Description")),
        licence,
        files(pkg),
        needs.getOrDefault(pkg.name(), List.of()));
  }

  private static List<FileEntry> files(Package pkg) throws IOException {
    Path list = INFO.resolve(pkg.name() + ".list");
    if (!Files.exists(list)) {
      list = INFO.resolve(pkg.name() + ":" + pkg.architecture() + ".list");
    }
    List<FileEntry> files = new ArrayList<>();
    if (Files.exists(list)) {
      try (Stream<String> lines = Files.lines(list, StandardCharsets.ISO_8859_1)) {
        for (String line : (Iterable<String>) lines::iterator) {
          Path file = Path.of(line);
          if (files.size() < MOST_FILES
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && Files.isReadable(file)
              && Files.size(file) < 100_000) {
            files.add(entry(file));
          }
        }
      }
    }
    return files;
  }

  private static FileEntry entry(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    MessageDigest sha1 = NameUuid.sha1();
    return new FileEntry(
        file.toString(),
        Digest.of(bytes),
        Optional.of(HexFormat.of().formatHex(sha1.digest(bytes))),
        Optional.empty());
  }
}
