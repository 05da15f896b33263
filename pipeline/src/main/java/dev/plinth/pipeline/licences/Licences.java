package dev.plinth.pipeline.licences;

import dev.plinth.licence.CopyrightFile;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.licence.LicencePolicy;
import dev.plinth.licence.Obligations;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.ImageTrees;
import dev.plinth.pipeline.PlatformChoice;
import dev.plinth.pipeline.Workshop;
import dev.plinth.pkg.PackageDetails;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the packages of an image declare. */
public final class Licences {
  private final Workshop workshop;

  public Licences(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Reports on one platform.
   *
   * @param platform {@code os/architecture}; that of this machine or the first where empty
   * @param over a base: what it has in the same version is left out; empty for none
   * @param policy judged as of today
   */
  public LicenceReport report(
      String reference, String platform, String over, Optional<LicencePolicy> policy)
      throws IOException {
    Descriptor image = workshop.store().resolve(reference).descriptor();
    PlatformChoice choice = new PlatformChoice(workshop.store());
    Descriptor member = choice.member(image, platform, reference);
    Set<String> below = new HashSet<>();
    if (!over.isEmpty()) {
      Descriptor base = workshop.store().resolve(over).descriptor();
      Descriptor lower = choice.member(base, choice.platform(member).toString(), over);
      details(lower).forEach(one -> below.add(one.pkg().toString()));
    }
    LocalDate today = workshop.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    List<PackageLicence> packages = new ArrayList<>();
    for (PackageDetails one : details(member)) {
      if (!below.contains(one.pkg().toString())) {
        packages.add(licence(one, policy, today));
      }
    }
    return new LicenceReport(image.digest(), choice.platform(member), over, packages);
  }

  private static PackageLicence licence(
      PackageDetails one, Optional<LicencePolicy> policy, LocalDate today) {
    String name = one.pkg().name();
    byte[] bytes = one.copyright().map(content -> content.bytes()).orElse(new byte[0]);
    LicenceFinding finding =
        one.copyright().isPresent()
            ? CopyrightFile.parse(bytes, name).finding()
            : LicenceFinding.unknown("the image has no copyright file of it", "");
    return new PackageLicence(
        name,
        one.pkg().version(),
        finding,
        one.copyright().isPresent() ? "/usr/share/doc/" + name + "/copyright" : "",
        new String(bytes, StandardCharsets.UTF_8),
        finding.expression().map(Obligations::of),
        policy.map(rules -> rules.judge(name, finding, today)));
  }

  private List<PackageDetails> details(Descriptor member) throws IOException {
    LayoutStore store = workshop.store();
    ImageManifest manifest = store.manifest(member).value();
    ImageConfig config = store.config(manifest.config()).value();
    Tree tree = ImageTrees.read(workshop, manifest, config.diffIds(), member.digest());
    return workshop.format().details(tree, config.platform().architecture());
  }
}
