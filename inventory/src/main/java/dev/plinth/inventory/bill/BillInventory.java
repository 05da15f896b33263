package dev.plinth.inventory.bill;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes an inventory of what was read of a bill. */
final class BillInventory {
  private static final Comparator<Item> ORDER =
      Comparator.comparing((Item i) -> i.pkg().type())
          .thenComparing(i -> i.pkg().name())
          .thenComparing(i -> i.pkg().version())
          .thenComparing(i -> String.join("\n", i.places()))
          .thenComparing(Item::doubt);

  /** Things that bills list beside packages. */
  private static final Set<String> NO_PACKAGES =
      Set.of(
          "file",
          "container",
          "source",
          "data",
          "archive",
          "device",
          "cryptographic-asset",
          "machine-learning-model");

  /** These name the source of every package whose source has another name or version. */
  private static final List<String> THOROUGH = List.of("plinth", "syft", "trivy");

  /** These name the sources of some packages, and nothing follows for the others. */
  private static final List<String> FRAGMENTARY = List.of("apko", "melange");

  private static final String RECIPE = ".yaml";

  private final BillDocument bill;

  BillInventory(BillDocument bill) {
    this.bill = bill;
  }

  private record Read(BillEntry entry, Optional<BillPurl> purl) {}

  Inventory of(String subject) {
    nameOrigins();
    List<Read> packages = new ArrayList<>();
    for (BillEntry entry : bill.entries) {
      Read read = new Read(entry, BillPurl.parse(entry.purl));
      if (isPackage(read)) {
        packages.add(read);
      }
    }
    List<BillPurl> system =
        packages.stream()
            .flatMap(p -> p.purl.stream())
            .filter(p -> BillPackage.type(p).map(PackageType::isSystem).orElse(false))
            .toList();
    SystemFacts facts = BillSystems.of(bill.systems, system);
    Map<PackageType, Boolean> sources = new HashMap<>();
    Map<String, InstalledPackage> byId = new HashMap<>();
    Map<Read, BillPackage> made = new LinkedHashMap<>();
    for (Read read : packages) {
      BillPackage pkg =
          new BillPackage(
              read.entry,
              read.purl,
              facts,
              type -> sources.computeIfAbsent(type, this::tellsSources));
      made.put(read, pkg);
      byId.putIfAbsent(read.entry.id, pkg.pkg());
    }
    List<String> layers = layers(packages);
    Set<Item> items = new LinkedHashSet<>();
    made.forEach((read, pkg) -> items.add(item(read, pkg, byId, layers, !system.isEmpty())));
    return new Inventory(
        subject,
        bill.digest,
        layers,
        facts,
        items.stream().sorted(ORDER).toList(),
        bill.gaps.list());
  }

  private Item item(
      Read read,
      BillPackage made,
      Map<String, InstalledPackage> byId,
      List<String> layers,
      boolean distribution) {
    Optional<InstalledPackage> owner =
        Optional.ofNullable(bill.owners.get(read.entry.id))
            .map(byId::get)
            .filter(pkg -> pkg.type().isSystem() && !made.pkg().type().isSystem());
    String doubt = made.doubt();
    if (doubt.isEmpty() && distribution && owner.isEmpty() && !made.pkg().type().isSystem()) {
      doubt = shared(read.entry.places);
    }
    return new Item(made.pkg(), read.entry.places, layers.indexOf(read.entry.layer), owner, doubt);
  }

  /**
   * Where only packages of distributions put what belongs to languages, one of them owns it, though
   * most bills do not say so; then only the distribution's feed would hold.
   */
  private static String shared(List<String> places) {
    for (String place : places) {
      if (place.startsWith("usr/lib/python3/dist-packages/")
          || place.startsWith("usr/share/java/")
          || place.startsWith("usr/share/maven-repo/")
          || place.startsWith("usr/share/nodejs/")) {
        return "it lies where packages of the distribution have their files, "
            + "and the bill does not say which of them owns it";
      }
    }
    return "";
  }

  /**
   * Melange builds all packages of one origin by one file, {@code ORIGIN.yaml}; where it does not
   * name the origin itself, that file's entry does.
   */
  private void nameOrigins() {
    if (bill.recipes.isEmpty()) {
      return;
    }
    Map<String, String> names = new HashMap<>();
    for (BillEntry entry : bill.entries) {
      if (entry.name.endsWith(RECIPE) && bill.materials.contains(entry.id)) {
        names.putIfAbsent(entry.id, entry.name.substring(0, entry.name.length() - RECIPE.length()));
      }
    }
    for (BillEntry entry : bill.entries) {
      String recipe = bill.recipes.get(entry.id);
      String origin = recipe == null ? null : names.get(recipe);
      if (origin != null && entry.source.isEmpty() && entry.purl.startsWith("pkg:apk/")) {
        entry.source = origin;
      }
    }
  }

  private boolean isPackage(Read read) {
    BillEntry entry = read.entry;
    boolean subject =
        entry.subject || (bill.described.size() == 1 && bill.described.contains(entry.id));
    if (read.purl.isEmpty()) {
      return !subject && !entry.group && !NO_PACKAGES.contains(entry.kind);
    }
    String type = read.purl.get().type();
    String architecture = read.purl.get().qualifier("arch");
    if (type.equals("oci")
        || type.equals("docker")
        || architecture.equals("source")
        || (type.equals("rpm") && architecture.equals("src"))
        || (type.equals("rpm") && read.purl.get().name().equals("gpg-pubkey"))) {
      return false;
    }
    PackageType known = BillPackage.type(read.purl.get()).orElse(PackageType.GENERIC);
    if (known != PackageType.GENERIC) {
      return !(known.isSystem() && entry.kind.equals("source"));
    }
    // Of what no feed is about, only what is in the image counts, not what that was made from.
    return !subject
        && !bill.materials.contains(entry.id)
        && !entry.kind.equals("source")
        && !entry.kind.equals("file");
  }

  /**
   * Whether a package without a source is its own source. Advisories of distributions name sources,
   * so a bill of which nothing is known to say them proves nothing.
   */
  private boolean tellsSources(PackageType type) {
    if (madeBy(FRAGMENTARY)) {
      return false;
    }
    boolean thorough = bill.formats.contains("syft's JSON") || madeBy(THOROUGH);
    return thorough
        || bill.entries.stream()
            .anyMatch(entry ->
                entry.purl.startsWith("pkg:" + type.purlType() + "/")
                    && (!entry.source.isEmpty() || entry.purl.contains("upstream=")));
  }

  private boolean madeBy(List<String> programs) {
    return bill.tools.stream().anyMatch(tool -> programs.stream().anyMatch(tool::contains));
  }

  private List<String> layers(List<Read> packages) {
    Set<String> layers = new LinkedHashSet<>(bill.layers);
    packages.forEach(p -> layers.add(p.entry.layer));
    layers.remove("");
    return List.copyOf(layers);
  }
}
