package dev.plinth.sbom.spdx;

import dev.plinth.licence.Expression;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.pkg.Package;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.FileGroup;
import dev.plinth.sbom.JsonOut;
import dev.plinth.sbom.Purl;
import dev.plinth.sbom.Texts;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The packages of an SPDX document: the image, the operating system, every installed package, the
 * source packages, and what no package brought. Source packages have no package URL, since trivy
 * would take them for installed.
 */
final class SpdxPackages {
  static final String NO_ASSERTION = "NOASSERTION";

  private final BillOfMaterials bill;
  private final JsonOut json;

  SpdxPackages(BillOfMaterials bill, JsonOut json) {
    this.bill = bill;
    this.json = json;
  }

  void write() {
    json.object(this::image);
    json.object(this::system);
    bill.packages().forEach(component -> json.object(() -> installed(component)));
    sources()
        .forEach((name, versions) ->
            versions.forEach(version -> json.object(() -> source(name, version))));
    bill.others().forEach(group -> json.object(() -> group(group)));
  }

  /** The versions of each source package, each once. */
  private TreeMap<String, TreeSet<String>> sources() {
    TreeMap<String, TreeSet<String>> sources = new TreeMap<>();
    for (Component component : bill.packages()) {
      sources
          .computeIfAbsent(component.pkg().source(), _ -> new TreeSet<>())
          .add(component.pkg().sourceVersion());
    }
    return sources;
  }

  private void image() {
    json.text("name", bill.image());
    json.text("SPDXID", SpdxIds.image(bill.digest()));
    json.text("versionInfo", bill.digest().toString());
    json.text("supplier", NO_ASSERTION);
    json.text("downloadLocation", NO_ASSERTION);
    json.flag("filesAnalyzed", false);
    checksum("SHA256", bill.digest().hex());
    noLicence();
    purl(Purl.oci(bill.image(), bill.digest(), bill.platform()));
    json.text("primaryPackagePurpose", "CONTAINER");
  }

  private void system() {
    json.text("name", bill.system().id());
    json.text("SPDXID", SpdxIds.system(bill.system().distro()));
    json.text("versionInfo", bill.system().versionId());
    supplier();
    json.text("downloadLocation", NO_ASSERTION);
    json.flag("filesAnalyzed", false);
    noLicence();
    json.text("summary", Texts.line(bill.system().name()));
    // With an underscore, as the schema has it; the specification's text has a hyphen.
    json.text("primaryPackagePurpose", "OPERATING_SYSTEM");
  }

  private void installed(Component component) {
    Package pkg = component.pkg();
    json.text("name", pkg.name());
    json.text("SPDXID", SpdxIds.of(pkg));
    json.text("versionInfo", pkg.version());
    json.text("packageFileName", pkg.path());
    supplier();
    String maintainer = Texts.line(component.about().maintainer());
    if (!maintainer.isEmpty()) {
      json.text("originator", "Person: " + maintainer.replace('<', '(').replace('>', ')'));
    }
    json.text("downloadLocation", NO_ASSERTION);
    analyzed(component.files());
    if (!pkg.path().isEmpty()) {
      checksum("SHA256", pkg.sha256().hex());
    }
    json.text("homepage", Texts.address(component.about().homepage()));
    json.text("sourceInfo", "built package from: " + pkg.source() + " " + pkg.sourceVersion());
    licence(component.licence());
    json.text("description", component.about().description());
    purl(Purl.deb(pkg, bill.system()));
    json.text("primaryPackagePurpose", "LIBRARY");
  }

  private void source(String name, String version) {
    json.text("name", name);
    json.text("SPDXID", SpdxIds.source(name, version));
    json.text("versionInfo", version);
    supplier();
    json.text("downloadLocation", NO_ASSERTION);
    json.flag("filesAnalyzed", false);
    noLicence();
    json.text("primaryPackagePurpose", "SOURCE");
  }

  private void group(FileGroup group) {
    json.text("name", group.origin());
    json.text("SPDXID", SpdxIds.of(group));
    json.text("supplier", NO_ASSERTION);
    json.text("downloadLocation", NO_ASSERTION);
    analyzed(group.files());
    licence(group.licence());
    json.text("comment", "files that no package brought");
    json.text("primaryPackagePurpose", "FILE");
  }

  private void supplier() {
    String name = Texts.line(bill.system().name());
    json.text("supplier", name.isEmpty() ? NO_ASSERTION : "Organization: " + name);
  }

  /** SPDX wants a code over the SHA-1 of all files where it is told that they were looked at. */
  private void analyzed(List<FileEntry> files) {
    @Nullable String code = VerificationCode.of(files);
    json.flag("filesAnalyzed", code != null);
    if (code != null) {
      json.object("packageVerificationCode", () -> json.text("packageVerificationCodeValue", code));
    }
  }

  private void checksum(String algorithm, String value) {
    json.array(
        "checksums",
        () ->
            json.object(() -> {
              json.text("algorithm", algorithm);
              json.text("checksumValue", value);
            }));
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

  private void licence(LicenceFinding finding) {
    json.text("licenseConcluded", NO_ASSERTION);
    json.text(
        "licenseDeclared", finding.expression().map(Expression::toString).orElse(NO_ASSERTION));
    json.text("licenseComments", finding.remark());
    json.text("copyrightText", NO_ASSERTION);
  }
}
