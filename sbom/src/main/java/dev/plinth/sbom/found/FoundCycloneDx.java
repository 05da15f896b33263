package dev.plinth.sbom.found;

import dev.plinth.licence.DeclaredLicence;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.sbom.JsonOut;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.sbom.Texts;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes CycloneDX 1.6 JSON of what was found, with the properties by which trivy knows packages of
 * a system; what was not read makes the composition an incomplete one.
 */
public final class FoundCycloneDx {
  private static final String TRIVY = "aquasecurity:trivy:";

  private final FoundBill bill;
  private final JsonOut json;
  private final Map<String, String> refs = new HashMap<>();

  private FoundCycloneDx(FoundBill bill, JsonOut json) {
    this.bill = bill;
    this.json = json;
    bill.packages().forEach(found -> refs.putIfAbsent(found.purl(), found.id()));
  }

  /** The document; the same bill gives the same bytes. */
  public static byte[] write(FoundBill bill) {
    try (JsonOut json = new JsonOut()) {
      new FoundCycloneDx(bill, json).document();
      return json.finish();
    }
  }

  private void document() {
    json.object(() -> {
      json.text("bomFormat", "CycloneDX");
      json.text("specVersion", "1.6");
      json.text("serialNumber", "urn:uuid:" + bill.identity("urn:cyclonedx:"));
      json.number("version", 1);
      json.object("metadata", this::metadata);
      json.array("components", this::components);
      json.array("dependencies", this::dependencies);
      if (!bill.gaps().isEmpty()) {
        json.array(
            "compositions",
            () ->
                json.object(() -> {
                  json.text("aggregate", "incomplete");
                  json.texts("assemblies", List.of("subject"));
                }));
      }
    });
  }

  private void metadata() {
    json.text("timestamp", bill.created().truncatedTo(ChronoUnit.SECONDS).toString());
    json.object(
        "tools",
        () ->
            json.array(
                "components",
                () ->
                    json.object(() -> {
                      json.text("type", "application");
                      json.text("name", "plinth");
                      json.text("version", bill.toolVersion());
                    })));
    json.object(
        "component",
        () -> {
          json.text("bom-ref", "subject");
          json.text("type", bill.digest().isPresent() ? "container" : "application");
          json.text("name", bill.subject());
          bill.digest().ifPresent(digest -> json.text("version", digest.toString()));
        });
    if (!bill.gaps().isEmpty()) {
      json.array("properties", () -> bill.gaps().forEach(gap -> property("plinth:notRead", gap)));
    }
  }

  private void components() {
    bill.system().ifPresent(system -> json.object(() -> system(system)));
    bill.packages().forEach(found -> json.object(() -> found(found)));
  }

  private void system(FoundSystem found) {
    OperatingSystem system = found.system();
    json.text("bom-ref", "system");
    json.text("type", "operating-system");
    json.text("name", system.id());
    json.text("version", system.versionId());
    json.text("description", Texts.line(system.name()));
    json.array(
        "properties",
        () -> {
          property(TRIVY + "Class", "os-pkgs");
          property(TRIVY + "Type", system.id());
          property("syft:distro:id", system.id());
          property("syft:distro:versionID", system.versionId());
          property("syft:distro:versionCodename", system.codename());
          found.facts().forEach(fact -> property(fact[0], Texts.line(fact[1])));
        });
  }

  private void found(FoundPackage found) {
    InstalledPackage pkg = found.pkg();
    json.text("bom-ref", found.id());
    json.text("type", "library");
    json.text("publisher", Texts.line(pkg.vendor()));
    int colon = pkg.name().indexOf(':');
    boolean grouped = !pkg.type().isSystem() && colon > 0;
    json.text("group", grouped ? pkg.name().substring(0, colon) : "");
    json.text("name", grouped ? pkg.name().substring(colon + 1) : pkg.name());
    json.text("version", pkg.version());
    licence(found.licence());
    json.text("purl", found.purl());
    json.array("properties", () -> properties(found));
  }

  private void licence(DeclaredLicence licence) {
    if (licence.text().isEmpty()) {
      return;
    }
    json.array(
        "licenses",
        () ->
            json.object(() -> {
              if (licence.expression().isPresent()) {
                json.text("expression", licence.expression().get().toString());
                json.text("acknowledgement", "declared");
              } else {
                json.object(
                    "license",
                    () -> {
                      json.text("name", licence.text());
                      json.text("acknowledgement", "declared");
                    });
              }
            }));
  }

  private void properties(FoundPackage found) {
    InstalledPackage pkg = found.pkg();
    if (pkg.type().isSystem()) {
      String source = pkg.sourceVersion();
      int epoch = source.indexOf(':');
      int dash = source.lastIndexOf('-');
      boolean released = dash > epoch && dash > 0;
      property(TRIVY + "PkgID", pkg.name() + "@" + pkg.version());
      property(TRIVY + "PkgType", bill.system().map(s -> s.system().id()).orElse(""));
      property(TRIVY + "SrcName", pkg.source());
      property(
          TRIVY + "SrcVersion", source.substring(epoch + 1, released ? dash : source.length()));
      property(TRIVY + "SrcRelease", released ? source.substring(dash + 1) : "");
      property(TRIVY + "SrcEpoch", epoch > 0 ? source.substring(0, epoch) : "");
      property(TRIVY + "Modularitylabel", pkg.module());
    }
    property(TRIVY + "LayerDiffID", found.layer());
    property("plinth:signer", pkg.signer());
    property("plinth:doubt", found.doubt());
    property("plinth:owner", refs.getOrDefault(found.owner(), ""));
    for (int i = 0; i < found.places().size(); i++) {
      property("syft:location:" + i + ":path", "/" + Texts.line(found.places().get(i)));
    }
  }

  private void property(String name, String value) {
    if (!value.isEmpty()) {
      json.object(() -> {
        json.text("name", name);
        json.text("value", value);
      });
    }
  }

  /** trivy takes for packages of the system what the component of the system depends on. */
  private void dependencies() {
    List<String> ofSubject = new ArrayList<>();
    List<String> ofSystem = new ArrayList<>();
    for (FoundPackage found : bill.packages()) {
      boolean system = found.pkg().type().isSystem() && bill.system().isPresent();
      (system ? ofSystem : ofSubject).add(found.id());
    }
    if (bill.system().isPresent()) {
      ofSubject.addFirst("system");
      depends("system", ofSystem);
    }
    depends("subject", ofSubject);
  }

  private void depends(String ref, List<String> on) {
    json.object(() -> {
      json.text("ref", ref);
      json.texts("dependsOn", on);
    });
  }
}
