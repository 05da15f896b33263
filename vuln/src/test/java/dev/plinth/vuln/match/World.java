package dev.plinth.vuln.match;

import dev.plinth.apk.ApkVersions;
import dev.plinth.deb.DebVersions;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.rpm.RpmVersions;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.advisory.FeedDeclaration;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.database.DatabaseWriter;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.version.LanguageVersions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feeds and images for tests. */
public final class World {
  public static final String TODAY = "2026-11-26";
  public static final Coverage COVERAGE =
      new Coverage(Instant.parse(TODAY + "T12:00:00Z"), Coverage.WEEK);

  private final DatabaseWriter writer = new DatabaseWriter();
  private LifeTable life = LifeTable.EMPTY;

  public static Map<PackageType, VersionScheme> schemes() {
    Map<PackageType, VersionScheme> schemes = new EnumMap<>(LanguageVersions.schemes());
    schemes.put(PackageType.DEB, DebVersions.INSTANCE);
    schemes.put(PackageType.RPM, RpmVersions.INSTANCE);
    schemes.put(PackageType.APK, ApkVersions.INSTANCE);
    return schemes;
  }

  /** A feed of today. */
  public World feed(FeedKind kind, String text) {
    return feed(kind, text, TODAY);
  }

  public World feed(FeedKind kind, String text, String asOf) {
    FeedSink sink = sink(kind, asOf);
    kind.parser()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "feed", sink);
    return this;
  }

  public FeedSink sink(FeedKind kind, String asOf) {
    return writer.feed(
        new FeedDeclaration(kind.name().toLowerCase(java.util.Locale.ROOT), kind.coverage(), asOf));
  }

  /** One OSV record: ecosystem, package, fixed version (none where empty). */
  public World osv(String id, String ecosystem, String pkg, String fixed) {
    return osv(id, ecosystem, pkg, fixed, "");
  }

  /**
   * @param more further members of the record, each followed by a comma
   */
  public World osv(String id, String ecosystem, String pkg, String fixed, String more) {
    String end = fixed.isEmpty() ? "" : ",{\"fixed\":\"" + fixed + "\"}";
    return feed(
        FeedKind.OSV,
        """
        {"id":"%s",%s"affected":[{"package":{"ecosystem":"%s","name":"%s"},
         "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}%s]}]}]}\
        """
            .formatted(id, more, ecosystem, pkg, end));
  }

  public World life(LifeTable table) {
    life = life.and(table);
    return this;
  }

  public AdvisoryDatabase database() {
    return AdvisoryDatabase.of(writer.bytes());
  }

  public ScanResult scan(SystemFacts system, Item... items) {
    return scan(system, List.of(items));
  }

  public ScanResult scan(SystemFacts system, List<Item> items) {
    try (AdvisoryDatabase database = database()) {
      return new Matcher(database, life, schemes(), COVERAGE, SeverityOrder.DEFAULT)
          .match(new Inventory("image", "", List.of(), system, items, List.of()));
    }
  }

  public static SystemFacts system(String id, String versionId) {
    return new SystemFacts(id, List.of(), versionId, "", "", "", List.of(), List.of());
  }

  public static SystemFacts rhel(String versionId, String... contentSets) {
    return new SystemFacts(
        "rhel", List.of("fedora"), versionId, "", "", "", List.of(contentSets), List.of());
  }

  public static Item deb(String name, String version) {
    return deb(name, version, name, version, "");
  }

  public static Item deb(
      String name, String version, String source, String sourceVersion, String maintainer) {
    return item(PackageType.DEB, name, version, "amd64", source, sourceVersion, maintainer, "", "");
  }

  public static Item apk(String name, String version, String origin) {
    return item(PackageType.APK, name, version, "x86_64", origin, version, "", "", "");
  }

  public static Item rpm(String name, String version) {
    return rpm(name, version, "", "", "");
  }

  public static Item rpm(String name, String version, String vendor, String module, String signer) {
    return item(PackageType.RPM, name, version, "x86_64", name, version, vendor, module, signer);
  }

  public static Item language(PackageType type, String name, String version) {
    return item(type, name, version, "", name, version, "", "", "");
  }

  public static Item owned(Item item, Item owner) {
    return new Item(item.pkg(), item.places(), item.layer(), Optional.of(owner.pkg()));
  }

  private static Item item(
      PackageType type,
      String name,
      String version,
      String architecture,
      String source,
      String sourceVersion,
      String vendor,
      String module,
      String signer) {
    return new Item(
        new InstalledPackage(
            type,
            name,
            version,
            architecture,
            source,
            sourceVersion,
            vendor,
            "",
            module,
            signer,
            List.of()),
        List.of(),
        -1,
        Optional.empty());
  }

  /** {@code id package verdict}, sorted. */
  public static List<String> lines(ScanResult result) {
    List<String> lines = new ArrayList<>();
    result.findings().forEach(f -> lines.add(f.id() + " " + f.item().pkg().name() + " " + word(f)));
    lines.sort(null);
    return lines;
  }

  private static String word(dev.plinth.vuln.Finding finding) {
    return switch (finding.verdict()) {
      case dev.plinth.vuln.Verdict.Affected a ->
          a.status().word()
              + (a.fixedVersion().isEmpty() ? "" : " " + a.fixedVersion())
              + (a.subscription() ? " needs subscription" : "");
      case dev.plinth.vuln.Verdict.Unknown u -> "unknown";
      default -> "safe";
    };
  }
}
