package dev.plinth.sbom.found;

import dev.plinth.licence.DeclaredLicence;
import dev.plinth.licence.SpdxList;
import dev.plinth.model.Digest;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.sbom.JsonOut;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.sbom.Texts;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes SPDX 2.3 JSON of what was found. Layers and what was not read are annotations; a package
 * of a language that lies in the files of another is related to it as syft does, which grype reads.
 */
public final class FoundSpdx {
  private static final String NO_ASSERTION = "NOASSERTION";
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String OWNED =
      "ownership-by-file-overlap: the child lies in files that the parent owns";

  private final FoundBill bill;
  private final JsonOut json;
  private final String root;

  private FoundSpdx(FoundBill bill, JsonOut json) {
    this.bill = bill;
    this.json = json;
    String kind = bill.digest().isPresent() ? "ContainerImage" : "RootFileSystem";
    this.root =
        "SPDXRef-" + kind + "-" + Digest.of(bill.subject() + bill.digest()).hex().substring(0, 16);
  }

  /** The document; the same bill gives the same bytes. */
  public static byte[] write(FoundBill bill) {
    try (JsonOut json = new JsonOut()) {
      new FoundSpdx(bill, json).document();
      return json.finish();
    }
  }

  private void document() {
    json.object(() -> {
      json.text("spdxVersion", "SPDX-2.3");
      json.text("dataLicense", "CC0-1.0");
      json.text("SPDXID", DOCUMENT);
      json.text("name", bill.subject());
      String start = "https://spdx.org/spdxdocs/plinth-";
      json.text("documentNamespace", start + bill.identity(start));
      json.object(
          "creationInfo",
          () -> {
            json.text("created", time());
            json.texts("creators", List.of(tool()));
            String version = SpdxList.get().version();
            json.text("licenseListVersion", version.substring(0, version.lastIndexOf('.')));
          });
      if (!bill.gaps().isEmpty()) {
        json.array("annotations", () -> bill.gaps().forEach(gap -> annotation("not read: " + gap)));
      }
      json.array("packages", this::packages);
      extracted();
      json.array("relationships", this::relationships);
    });
  }

  /** SPDX 2.3, 10: every id that is not of the list, with what stands for its text. */
  private void extracted() {
    SortedMap<String, String> texts = FoundReferences.of(bill.packages());
    if (!texts.isEmpty()) {
      json.array(
          "hasExtractedLicensingInfos",
          () ->
              texts.forEach((id, text) ->
                  json.object(() -> {
                    json.text("licenseId", id);
                    json.text("name", id.substring("LicenseRef-".length()));
                    json.text("extractedText", text);
                  })));
    }
  }

  private String time() {
    return bill.created().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String tool() {
    return "Tool: plinth-" + bill.toolVersion();
  }

  private void annotation(String comment) {
    json.object(() -> {
      json.text("annotationDate", time());
      json.text("annotationType", "OTHER");
      json.text("annotator", tool());
      json.text("comment", comment);
    });
  }

  private void packages() {
    json.object(this::subject);
    bill.system().ifPresent(system -> json.object(() -> system(system)));
    bill.packages().forEach(found -> json.object(() -> found(found)));
  }

  private void subject() {
    json.text("name", bill.subject());
    json.text("SPDXID", root);
    bill.digest().ifPresent(digest -> json.text("versionInfo", digest.toString()));
    json.text("supplier", NO_ASSERTION);
    json.text("downloadLocation", NO_ASSERTION);
    json.flag("filesAnalyzed", false);
    noLicence();
    json.text("primaryPackagePurpose", bill.digest().isPresent() ? "CONTAINER" : "OTHER");
  }

  private String systemId() {
    return bill.system()
        .map(FoundSystem::system)
        .map(system ->
            "SPDXRef-OperatingSystem-"
                + system.id().replaceAll("[^A-Za-z0-9.-]", "-")
                + "-"
                + Digest.of(system.distro()).hex().substring(0, 16))
        .orElse(root);
  }

  private void system(FoundSystem found) {
    OperatingSystem system = found.system();
    json.text("name", system.id());
    json.text("SPDXID", systemId());
    json.text("versionInfo", system.versionId());
    json.text("supplier", NO_ASSERTION);
    json.text("downloadLocation", NO_ASSERTION);
    json.flag("filesAnalyzed", false);
    noLicence();
    json.text("summary", Texts.line(system.name()));
    json.text("primaryPackagePurpose", "OPERATING_SYSTEM");
    if (!found.facts().isEmpty()) {
      json.array(
          "annotations",
          () -> found.facts().forEach(fact -> annotation(fact[0] + ": " + Texts.line(fact[1]))));
    }
  }

  private void found(FoundPackage found) {
    InstalledPackage pkg = found.pkg();
    json.text("name", pkg.name());
    json.text("SPDXID", id(found));
    json.text("versionInfo", pkg.version());
    json.text("supplier", NO_ASSERTION);
    String vendor = Texts.line(pkg.vendor());
    if (!vendor.isEmpty()) {
      json.text(
          "originator",
          vendor.contains("@")
              ? "Person: " + vendor.replace('<', '(').replace('>', ')')
              : "Organization: " + vendor);
    }
    json.text("downloadLocation", NO_ASSERTION);
    json.flag("filesAnalyzed", false);
    json.text(
        "sourceInfo",
        pkg.type().isSystem()
            ? "built package from: " + pkg.source() + " " + pkg.sourceVersion()
            : "");
    DeclaredLicence licence = found.licence();
    json.text("licenseConcluded", NO_ASSERTION);
    json.text("licenseDeclared", licence.expression().map(Object::toString).orElse(NO_ASSERTION));
    json.text("licenseComments", licence.remark());
    json.text("copyrightText", NO_ASSERTION);
    purl(found.purl());
    json.text("primaryPackagePurpose", "LIBRARY");
    List<String> remarks = remarks(found);
    if (!remarks.isEmpty()) {
      json.array("annotations", () -> remarks.forEach(this::annotation));
    }
  }

  private static List<String> remarks(FoundPackage found) {
    List<String> remarks = new ArrayList<>();
    // The name by which trivy reads layers.
    remark("LayerDiffID", found.layer(), remarks);
    remark("plinth:signer", found.pkg().signer(), remarks);
    remark("plinth:doubt", found.doubt(), remarks);
    found.places().forEach(place -> remark("plinth:place", place, remarks));
    return remarks;
  }

  private static void remark(String name, String value, List<String> to) {
    if (!value.isEmpty()) {
      to.add(name + ": " + Texts.line(value));
    }
  }

  private void purl(String purl) {
    json.array(
        "externalRefs",
        () ->
            json.object(() -> {
              json.text("referenceCategory", "PACKAGE-MANAGER");
              json.text("referenceType", "purl");
              json.text("referenceLocator", purl);
            }));
  }

  private void noLicence() {
    json.text("licenseConcluded", NO_ASSERTION);
    json.text("licenseDeclared", NO_ASSERTION);
    json.text("copyrightText", NO_ASSERTION);
  }

  private static String id(FoundPackage found) {
    return "SPDXRef-Package-" + found.id();
  }

  private void relationships() {
    relate(DOCUMENT, "DESCRIBES", root, "");
    String system = systemId();
    if (!system.equals(root)) {
      relate(root, "CONTAINS", system, "");
    }
    Map<String, String> byPurl = new HashMap<>();
    bill.packages().forEach(found -> byPurl.putIfAbsent(found.purl(), id(found)));
    for (FoundPackage found : bill.packages()) {
      relate(found.pkg().type().isSystem() ? system : root, "CONTAINS", id(found), "");
      String owner = byPurl.get(found.owner());
      if (owner != null) {
        relate(owner, "OTHER", id(found), OWNED);
      }
    }
  }

  private void relate(String from, String how, String to, String comment) {
    json.object(() -> {
      json.text("spdxElementId", from);
      json.text("relationshipType", how);
      json.text("relatedSpdxElement", to);
      json.text("comment", comment);
    });
  }
}
