package dev.plinth.inventory.merge;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.Gaps;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.HygieneFinding.Kind;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.RemovedPackage;
import dev.plinth.inventory.hygiene.Secret;
import dev.plinth.inventory.language.Artifact;
import dev.plinth.inventory.layers.CopyrightReader;
import dev.plinth.inventory.layers.Look;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What merged layers tell together. */
public final class MergedImage {
  private static final int MOST_PLACES = 1000;
  private static final int MOST_GAPS = 1000;

  private static final Comparator<InstalledPackage> BY_PACKAGE =
      Comparator.comparing(InstalledPackage::type)
          .thenComparing(InstalledPackage::name)
          .thenComparing(InstalledPackage::version)
          .thenComparing(InstalledPackage::architecture);

  private record Group(InstalledPackage pkg, int layer, Optional<InstalledPackage> owner) {}

  private final Merge merge;
  private final boolean layered;
  private final Ownership ownership;
  private final PackageLicences licences;
  private final Gaps gaps = new Gaps(MOST_GAPS);

  private MergedImage(Merge merge, boolean layered, CopyrightReader copyrights) throws IOException {
    this.merge = merge;
    this.layered = layered;
    this.ownership = Owners.of(merge);
    this.licences = new PackageLicences(merge, copyrights);
  }

  /**
   * The result.
   *
   * @param subject as the user wrote it
   * @param digest of the manifest; empty where there is none
   * @param layers digests from the bottom; empty where there are none: then the layer is −1
   * @param copyrights what the layers' copyright files were read with
   */
  public static Examination of(
      Merge merge,
      String subject,
      String digest,
      List<String> layers,
      Set<Look> looks,
      CopyrightReader copyrights)
      throws IOException {
    MergedImage image = new MergedImage(merge, !layers.isEmpty(), copyrights);
    List<Item> items = image.items();
    FileAudit audit = new FileAudit(image.ownership);
    if (looks.contains(Look.UNOWNED) || looks.contains(Look.HYGIENE)) {
      image.audit(audit);
    }
    List<HygieneFinding> hygiene =
        looks.contains(Look.HYGIENE) ? image.hygiene(audit) : List.<HygieneFinding>of();
    image.gaps(audit);
    return new Examination(
        new Inventory(subject, digest, layers, image.merge.system(), items, image.gaps.list()),
        image.removed(),
        looks.contains(Look.UNOWNED) ? audit.unowned() : List.of(),
        hygiene);
  }

  private int number(int layer) {
    return layered ? layer : -1;
  }

  private List<Item> items() {
    Map<Group, Set<String>> groups = new LinkedHashMap<>();
    Replaced replaced = Replaced.of(merge.history(), ownership);
    for (Listed listed : merge.history().visible()) {
      for (Artifact artifact : listed.packages()) {
        InstalledPackage pkg = artifact.pkg();
        int origin = merge.history().origin(listed, pkg);
        Optional<InstalledPackage> owner =
            pkg.type().isSystem()
                ? Optional.empty()
                : ownership
                    .owner(listed.span().path(), origin)
                    .filter(by -> !replaced.is(listed.span().path(), by))
                    .map(licences::of);
        int layer = number(origin);
        Set<String> places =
            groups.computeIfAbsent(new Group(licences.of(pkg), layer, owner), g -> new TreeSet<>());
        if (places.size() < MOST_PLACES) {
          places.add(RawPath.toText(artifact.place()));
        }
      }
    }
    List<Item> items = new ArrayList<>();
    groups.forEach((group, places) ->
        items.add(
            new Item(
                group.pkg(),
                List.copyOf(places),
                group.layer(),
                group.owner(),
                doubt(group.pkg()))));
    items.sort(
        Comparator.comparing(Item::pkg, BY_PACKAGE)
            .thenComparing(item -> item.places().getFirst())
            .thenComparingInt(Item::layer));
    return items;
  }

  /**
   * Every distribution that builds rpms says so in each of them. Only of a database this holds:
   * bills leave it out.
   */
  private static String doubt(InstalledPackage pkg) {
    boolean nobody =
        pkg.type() == PackageType.RPM && pkg.vendor().isEmpty() && pkg.signer().isEmpty();
    return nobody ? "it has neither a vendor nor a signature, as no distribution's package" : "";
  }

  private List<RemovedPackage> removed() {
    return merge.history().removed().stream()
        .sorted(
            Comparator.comparing(RemovedPackage::pkg, BY_PACKAGE)
                .thenComparingInt(RemovedPackage::layer))
        .toList();
  }

  private void audit(FileAudit audit) throws IOException {
    for (int i = merge.layers().size() - 1; i >= 0; i--) {
      audit.audit(number(i), merge.layers().get(i).real(), i == 0);
    }
  }

  private List<HygieneFinding> hygiene(FileAudit audit) {
    List<HygieneFinding> findings = new ArrayList<>(audit.findings());
    for (int i = 0; i < merge.layers().size(); i++) {
      for (Map.Entry<Secret, Span> entry : merge.layers().get(i).secrets().entrySet()) {
        secret(i, entry.getKey(), entry.getValue(), findings);
      }
    }
    return findings.stream().sorted().distinct().toList();
  }

  private void secret(int layer, Secret secret, Span span, List<HygieneFinding> findings) {
    boolean password = secret.kind() == Kind.EMPTY_PASSWORD;
    // What a package brings is known to everybody, and is a sample; old accounts do not count.
    if (password ? !span.isVisible() : ownership.isOwned(span.path())) {
      return;
    }
    String detail =
        span.isVisible()
            ? secret.detail()
            : secret.detail()
                + "; layer "
                + (span.until() + 1)
                + " hides the file, but it is still there";
    findings.add(
        new HygieneFinding(secret.kind(), RawPath.toText(secret.path()), number(layer), detail));
  }

  private void gaps(FileAudit audit) {
    for (int i = 0; i < merge.layers().size(); i++) {
      String where = layered ? "layer " + (i + 1) + ": " : "";
      merge.layers().get(i).scanned().facts().gaps().forEach(gap -> gaps.add(where + gap));
    }
    if (merge.links().isFull()) {
      gaps.add("the image has more than " + Links.MOST + " links: not all are followed");
    }
    if (ownership.isFull()) {
      gaps.add("the packages own too many files: some count as nobody's");
    }
    audit.gaps().forEach(gaps::add);
  }
}
