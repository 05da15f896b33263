package dev.plinth.vuln.feed;

import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.json.JsonIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The members of one element of OSV's {@code affected}, as they come. */
final class OsvAffected {
  private String ecosystem = "";
  private String name = "";
  private String purl = "";
  private String urgency = "";
  private List<String> versions = List.of();
  private List<OsvRecord.Score> scores = List.of();
  private final List<VersionRange> ranges = new ArrayList<>();
  private final Map<String, String> binaries = new TreeMap<>();
  private boolean ranged;

  void member(String member, JsonIn json) {
    switch (member) {
      case "package" -> json.object(part -> identity(part, json));
      case "versions" -> versions = json.texts();
      case "severity" -> scores = OsvRecord.scores(json);
      case "ranges" -> json.array(() -> range(json));
      case "ecosystem_specific", "database_specific" -> specific(json);
      default -> json.skip();
    }
  }

  private void identity(String part, JsonIn json) {
    switch (part) {
      case "ecosystem" -> ecosystem = json.text();
      case "name" -> name = json.text();
      case "purl" -> purl = json.text();
      default -> json.skip();
    }
  }

  /**
   * Of Debian's: how urgent the tracker finds it. Of SUSE's: the fixed version of each package made
   * of the source. Other databases put other things there.
   */
  private void specific(JsonIn json) {
    if (!json.atObject()) {
      json.skip();
      return;
    }
    json.object(part -> {
      if (part.equals("urgency") && json.atText()) {
        urgency = json.text();
      } else if (part.equals("binaries") && json.atArray()) {
        json.array(() -> binaries(json));
      } else {
        json.skip();
      }
    });
  }

  private void binaries(JsonIn json) {
    if (!json.atObject()) {
      json.skip();
      return;
    }
    json.object(binary -> {
      if (json.atText()) {
        binaries.put(binary, json.text());
      } else {
        json.skip();
      }
    });
  }

  private void range(JsonIn json) {
    OsvRange range = new OsvRange();
    json.object(member -> range.member(member, json));
    if (range.ordersVersions()) {
      ranges.addAll(range.ranges());
      ranged = !ranges.isEmpty();
    }
  }

  /** What it says; nothing where the ecosystem is none that Plinth knows. */
  List<AffectedPackage> packages(String id, String summary) {
    var place = Ecosystems.ofOsv(ecosystem);
    if (place.isEmpty()) {
      return List.of();
    }
    AffectedPackage affected = at(place.get(), id, summary);
    boolean listed =
        affected.status() == Status.FIXED
            && !binaries.isEmpty()
            && Ecosystems.listsBinaries(affected.ecosystem());
    return listed ? binaries(affected) : List.of(affected);
  }

  /**
   * Each element repeats the packages of all sources of its advisory: no product tells them apart.
   */
  private List<AffectedPackage> binaries(AffectedPackage source) {
    List<AffectedPackage> each = new ArrayList<>();
    binaries.forEach((binary, fixed) ->
        each.add(
            AffectedPackage.of(
                    source.ecosystem(),
                    binary,
                    false,
                    source.status(),
                    List.of(VersionRange.until(fixed)))
                .rated(source.ratings())));
    return each;
  }

  private AffectedPackage at(Ecosystems.Place place, String id, String summary) {
    boolean never = ranged && ranges.stream().allMatch(r -> r.fromStart() && r.fixed().equals("0"));
    List<VersionRange> kept = never ? List.of() : withEpoch();
    List<String> listed =
        ranged && !Ecosystems.isLanguage(place.ecosystem()) ? List.of() : versions;
    boolean nothing = !never && kept.isEmpty() && listed.isEmpty();
    String fixed = kept.stream().map(VersionRange::fixed).reduce("", String::concat);
    String arch = OsvPurl.qualifier(purl, "arch");
    boolean source = Ecosystems.bySource(place.ecosystem()) || arch.equals("src");
    boolean debian = place.ecosystem().startsWith(Ecosystems.DEBIAN);
    List<Rating> ratings = new ArrayList<>(OsvRecord.ratings(id, scores));
    Severity word = Severity.of(urgency);
    if (debian && word != Severity.UNKNOWN) {
      ratings.add(Rating.word(Origin.DISTRIBUTION, "debian", word));
    }
    return new AffectedPackage(
        place.ecosystem(),
        ofGroup(place, id) ? Ecosystems.ROCKY_GROUPS : place.product(),
        Ecosystems.name(place.ecosystem(), name),
        source,
        never ? Status.NOT_AFFECTED : nothing ? Status.UNDETERMINED : status(fixed),
        nothing ? List.of(VersionRange.until("")) : kept,
        listed,
        OsvPurl.module(purl, summary, fixed),
        arch.isEmpty() || arch.equals("source") || arch.equals("src") ? List.of() : List.of(arch),
        ratings,
        "");
  }

  /** Kernels that a special interest group of Rocky's builds have records by the same names. */
  private boolean ofGroup(Ecosystems.Place place, String id) {
    return place.ecosystem().startsWith(Ecosystems.ROCKY)
        && (id.startsWith("RXSA-") || OsvPurl.qualifier(purl, "distro").contains("-sig-"));
  }

  /** Rocky's records of before 2023 have a fix's epoch in the package URL alone. */
  private List<VersionRange> withEpoch() {
    String epoch = OsvPurl.qualifier(purl, "epoch");
    if (epoch.isEmpty() || epoch.equals("0")) {
      return ranges;
    }
    return ranges.stream()
        .map(r ->
            r.fixed().isEmpty() || r.fixed().indexOf(':') >= 0
                ? r
                : new VersionRange(r.introduced(), epoch + ":" + r.fixed(), r.lastAffected()))
        .toList();
  }

  private Status status(String fixed) {
    return switch (urgency) {
      case "unimportant" -> Status.UNIMPORTANT;
      case "end-of-life" -> Status.END_OF_LIFE;
      default -> fixed.isEmpty() ? Status.UNFIXED : Status.FIXED;
    };
  }
}
