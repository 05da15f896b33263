package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.PackageUrl;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.layers.Look;
import dev.plinth.model.Digest;
import dev.plinth.oci.ImageConfig;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.sbom.found.FoundBill;
import dev.plinth.sbom.found.FoundPackage;
import dev.plinth.sbom.found.FoundSystem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes bills of materials of whatever can be scanned. */
public final class FoundBills {
  private final Scans scans;

  public FoundBills(Settings settings) {
    this.scans = new Scans(settings);
  }

  /** Whether a subject is the name of an image in the store, not a path. */
  public boolean isNamed(String subject) {
    return scans.path(subject).isEmpty();
  }

  /**
   * What is in a subject; the same subject gives the same bill.
   *
   * @param version of Plinth
   */
  public FoundBill of(Scans.Request request, String version) throws IOException {
    Seen seen = scans.examine(request, Set.of(Look.LANGUAGES));
    Inventory inventory = seen.examination().inventory();
    Optional<ImageConfig> config = seen.config();
    SystemFacts facts = inventory.system();
    // A bill has no place for a distribution that contradicts itself: without one nothing matches.
    SystemFacts system = facts.doubts().isEmpty() ? facts : SystemFacts.NONE;
    List<String> gaps = new ArrayList<>(inventory.gaps());
    gaps.addAll(facts.doubts());
    return new FoundBill(
        inventory.subject(),
        inventory.digest().isEmpty()
            ? Optional.empty()
            : Optional.of(Digest.parse(inventory.digest())),
        config.map(c -> c.platform().architecture()).orElse(""),
        config.flatMap(ImageConfig::created).orElse(Instant.EPOCH),
        version,
        system.id().isEmpty() ? Optional.empty() : Optional.of(system(system)),
        inventory.items().stream().map(item -> found(item, inventory, system)).toList(),
        gaps);
  }

  private static FoundSystem system(SystemFacts facts) {
    OperatingSystem system =
        new OperatingSystem(facts.id(), facts.versionId(), facts.codename(), facts.prettyName());
    return new FoundSystem(system, facts.idLike(), facts.debianVersion(), facts.contentSets());
  }

  private static FoundPackage found(Item item, Inventory inventory, SystemFacts system) {
    int layer = item.layer();
    boolean layered = layer >= 0 && layer < inventory.layers().size();
    return new FoundPackage(
        item.pkg(),
        PackageUrl.of(item.pkg(), system),
        item.places(),
        layered ? inventory.layers().get(layer) : "",
        item.owner().map(owner -> PackageUrl.of(owner, system)).orElse(""),
        item.doubt());
  }
}
