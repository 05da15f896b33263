package dev.plinth.vuln.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.match.ScanResult;
import dev.plinth.vuln.match.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's official image of 2024-12-02 and what two other scanners were seen to make of it and of
 * images that differ from it in one thing, on the same advisories.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianImageTest {
  private static final int BOTH = 89;

  private List<Item> packages = List.of();
  private World world = new World();

  @BeforeAll
  void image(@TempDir Path folder) throws IOException, InterruptedException {
    Map<String, String> sources = sources(folder);
    packages = new ArrayList<>();
    for (String line :
        SharedData.text("debian/bookworm-20241202-amd64.manifest").lines().toList()) {
      String[] cells = line.split("\t");
      // A rebuild's version is its source's with a suffix.
      String source = cells[1].replaceFirst("\\+b\\d+$", "");
      String name = cells[0].replaceFirst(":.*", "");
      packages.add(World.deb(name, cells[1], sources.getOrDefault(name, name), source, ""));
    }
    world = new World();
    FeedSink sink = world.sink(FeedKind.OSV, World.TODAY);
    for (Facts.Fact fact : Facts.all()) {
      if (fact.family().equals("debian")) {
        AffectedPackage affected =
            AffectedPackage.of(
                "Debian:" + fact.release(),
                fact.pkg(),
                true,
                Status.FIXED,
                List.of(VersionRange.until(fact.fixed())));
        sink.accept(Advisory.of(fact.id(), List.of(affected), List.of()));
      }
    }
  }

  /** The source of each binary package, of this host's indexes: the manifest names none. */
  private static Map<String, String> sources(Path folder) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-cache")), "this host has no apt-cache");
    Path list = folder.resolve("available");
    new ProcessBuilder("apt-cache", "dumpavail")
        .redirectOutput(list.toFile())
        .redirectError(folder.resolve("errors").toFile())
        .start()
        .waitFor();
    Map<String, String> sources = new HashMap<>();
    String name = "";
    for (String line : Files.readAllLines(list)) {
      if (line.startsWith("Package: ")) {
        name = line.substring(9);
      } else if (line.startsWith("Source: ")) {
        sources.put(name, line.substring(8).replaceFirst(" .*", ""));
      }
    }
    assumeTrue(sources.containsKey("libc6"), "this host knows no packages of Debian");
    return sources;
  }

  private static SystemFacts debian(String id, String versionId, String debianVersion) {
    return new SystemFacts(
        id,
        id.equals("debian") ? List.of() : List.of("debian"),
        versionId,
        "",
        "",
        debianVersion,
        List.of(),
        List.of());
  }

  @Test
  void asItIsWeFindWhatBothFind() {
    ScanResult result = world.scan(debian("debian", "12", "12.8"), packages);
    assertThat(result.findings()).hasSize(BOTH);
    assertThat(result.unknown()).isEmpty();
  }

  /** They find 89 and 141: one ignores who made it, one takes its version for upstream's. */
  @Test
  void onePackageOfAnotherVendorIsUnknownTheOthersAreNot() {
    Item first = packages.stream().filter(p -> p.pkg().name().equals("libc6")).findFirst().get();
    List<Item> changed = new ArrayList<>(packages);
    changed.remove(first);
    long without = world.scan(debian("debian", "12", "12.8"), changed).findings().size();
    changed.add(
        World.deb(
            "libc6",
            first.pkg().version(),
            first.pkg().source(),
            first.pkg().sourceVersion(),
            "Acme <packages@acme.example>"));
    ScanResult result = world.scan(debian("debian", "12", "12.8"), changed);
    assertThat(result.unknown()).singleElement().matches(u -> u.reason().contains("Acme"));
    assertThat(result.findings()).hasSize((int) without);
    assertThat(without).isLessThan(BOTH);
  }

  /** They find 0 and 89: one knows Debian only by that file. */
  @Test
  void withoutDebianVersionOsReleaseIsEnough() {
    assertThat(world.scan(debian("debian", "12", ""), packages).findings()).hasSize(BOTH);
  }

  /** They find 89 and 0: one takes it for Debian, one for having no vulnerabilities. */
  @Test
  void kaliIsUnknown() {
    allUnknown(world.scan(debian("kali", "2024.4", "kali-rolling"), packages));
  }

  /** They find 0 and 178: one knows no such release, one takes it for unstable. */
  @Test
  void testingIsUnknown() {
    allUnknown(world.scan(debian("debian", "", "trixie/sid"), packages));
  }

  private void allUnknown(ScanResult result) {
    assertThat(result.findings()).isEmpty();
    assertThat(result.unknown()).hasSameSizeAs(packages);
    assertThat(result.judged()).isZero();
  }
}
