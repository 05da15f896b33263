package dev.plinth.sbom.cyclonedx;

import dev.plinth.model.Digest;
import dev.plinth.pkg.Package;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.DebVersion;
import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.FileGroup;
import dev.plinth.sbom.JsonOut;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.sbom.Purl;
import dev.plinth.sbom.Texts;
import java.util.List;
import java.util.Optional;

/**
 * The components of a CycloneDX document. Source packages are ancestors in the pedigree, which
 * scanners do not take for installed; files of packages are components within them.
 */
final class CycloneDxComponents {
  private static final String TRIVY = "aquasecurity:trivy:";

  private final BillOfMaterials bill;
  private final JsonOut json;
  private final CycloneDxLicences licences;

  CycloneDxComponents(BillOfMaterials bill, JsonOut json) {
    this.bill = bill;
    this.json = json;
    this.licences = new CycloneDxLicences(json);
  }

  static String systemRef(OperatingSystem system) {
    return "system:" + system.distro();
  }

  void write() {
    json.object(this::system);
    bill.packages().forEach(component -> json.object(() -> installed(component)));
    for (FileGroup group : bill.others()) {
      group.files().forEach(file -> json.object(() -> other(group, file)));
    }
  }

  void image() {
    json.text("bom-ref", Purl.oci(bill.image(), bill.digest(), bill.platform()));
    json.text("type", "container");
    json.text("name", bill.image().isEmpty() ? "image" : bill.image());
    json.text("version", bill.digest().toString());
    hashes(Optional.empty(), bill.digest());
    json.text("purl", Purl.oci(bill.image(), bill.digest(), bill.platform()));
    json.array("properties", () -> property("plinth:platform", bill.platform().toString()));
  }

  private void system() {
    json.text("bom-ref", systemRef(bill.system()));
    json.text("type", "operating-system");
    json.text("name", bill.system().id());
    json.text("version", bill.system().versionId());
    json.text("description", Texts.line(bill.system().name()));
    json.array(
        "properties",
        () -> {
          property(TRIVY + "Class", "os-pkgs");
          property(TRIVY + "Type", bill.system().id());
          property("plinth:codename", bill.system().codename());
        });
  }

  private void installed(Component component) {
    Package pkg = component.pkg();
    String purl = Purl.deb(pkg, bill.system());
    json.text("bom-ref", purl);
    json.text("type", "library");
    String supplier = Texts.line(bill.system().name());
    if (!supplier.isEmpty()) {
      json.object("supplier", () -> json.text("name", supplier));
    }
    json.text("publisher", Texts.line(component.about().maintainer()));
    json.text("name", pkg.name());
    json.text("version", pkg.version());
    json.text("description", component.about().description());
    if (!pkg.path().isEmpty()) {
      hashes(Optional.empty(), pkg.sha256());
    }
    licences.declared(component.licence());
    json.text("purl", purl);
    homepage(Texts.address(component.about().homepage()));
    json.object("pedigree", () -> json.array("ancestors", () -> json.object(() -> source(pkg))));
    files(component.files());
    licences.texts(component.licence());
    json.array("properties", () -> properties(component));
  }

  private void source(Package pkg) {
    json.text("type", "library");
    json.text("name", pkg.source());
    json.text("version", pkg.sourceVersion());
    json.text("purl", Purl.source(pkg.source(), pkg.sourceVersion(), bill.system()));
  }

  private void properties(Component component) {
    Package pkg = component.pkg();
    DebVersion source = DebVersion.of(pkg.sourceVersion());
    property(TRIVY + "PkgID", pkg.name() + "@" + pkg.version());
    property(TRIVY + "PkgType", bill.system().id());
    property(TRIVY + "SrcName", pkg.source());
    property(TRIVY + "SrcVersion", source.upstream());
    property(TRIVY + "SrcRelease", source.revision());
    property(TRIVY + "SrcEpoch", source.epoch());
    property("plinth:archivePath", pkg.path());
    property("plinth:installedKiB", Long.toString(pkg.installedSize()));
    property("plinth:licence", component.licence().remark());
  }

  private void homepage(String address) {
    if (!address.isEmpty()) {
      json.array(
          "externalReferences",
          () ->
              json.object(() -> {
                json.text("type", "website");
                json.text("url", address);
              }));
    }
  }

  private void files(List<FileEntry> files) {
    if (!files.isEmpty()) {
      json.array("components", () -> files.forEach(file -> json.object(() -> file(file))));
    }
  }

  private void file(FileEntry file) {
    json.text("type", "file");
    json.text("name", file.text());
    hashes(file.sha1(), file.sha256());
    file.licence().ifPresent(licences::concluded);
  }

  private void other(FileGroup group, FileEntry file) {
    file(file);
    if (file.licence().isEmpty()) {
      licences.declared(group.licence());
    }
    json.array("properties", () -> property("plinth:origin", group.origin()));
  }

  private void hashes(Optional<String> sha1, Digest sha256) {
    json.array(
        "hashes",
        () -> {
          sha1.ifPresent(value -> hash("SHA-1", value));
          hash("SHA-256", sha256.hex());
        });
  }

  private void hash(String algorithm, String value) {
    json.object(() -> {
      json.text("alg", algorithm);
      json.text("content", value);
    });
  }

  private void property(String name, String value) {
    if (!value.isEmpty()) {
      json.object(() -> {
        json.text("name", name);
        json.text("value", value);
      });
    }
  }
}
