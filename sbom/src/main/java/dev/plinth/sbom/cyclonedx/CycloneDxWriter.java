package dev.plinth.sbom.cyclonedx;

import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.JsonOut;
import dev.plinth.sbom.NameUuid;
import dev.plinth.sbom.Purl;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes CycloneDX 1.6 JSON (ECMA-424). */
public final class CycloneDxWriter {
  /** The media type of what is written. */
  public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private CycloneDxWriter() {}

  /** The document; the same bill gives the same bytes. */
  public static byte[] write(BillOfMaterials bill) {
    try (JsonOut json = new JsonOut()) {
      CycloneDxComponents components = new CycloneDxComponents(bill, json);
      json.object(() -> {
        json.text("bomFormat", "CycloneDX");
        json.text("specVersion", "1.6");
        json.text("serialNumber", "urn:uuid:" + serial(bill));
        json.number("version", 1);
        json.object("metadata", () -> metadata(bill, json, components));
        json.array("components", components::write);
        json.array("dependencies", () -> dependencies(bill, json));
      });
      return json.finish();
    }
  }

  private static String serial(BillOfMaterials bill) {
    String subject = bill.digest() + "/" + bill.platform() + "/" + bill.toolVersion();
    return NameUuid.of("urn:cyclonedx:" + subject).toString();
  }

  private static void metadata(BillOfMaterials bill, JsonOut json, CycloneDxComponents components) {
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
    json.object("component", components::image);
  }

  /**
   * trivy takes for packages of the system what the component of the system depends on; the rest is
   * what packages say.
   */
  private static void dependencies(BillOfMaterials bill, JsonOut json) {
    Map<String, String> byName = new HashMap<>();
    for (Component component : bill.packages()) {
      byName.putIfAbsent(component.pkg().name(), Purl.deb(component.pkg(), bill.system()));
    }
    String image = Purl.oci(bill.image(), bill.digest(), bill.platform());
    String system = CycloneDxComponents.systemRef(bill.system());
    depends(json, image, List.of(system));
    depends(
        json, system, bill.packages().stream().map(c -> Purl.deb(c.pkg(), bill.system())).toList());
    for (Component component : bill.packages()) {
      depends(
          json,
          Purl.deb(component.pkg(), bill.system()),
          component.dependsOn().stream().map(byName::get).filter(Objects::nonNull).toList());
    }
  }

  private static void depends(JsonOut json, String ref, List<String> on) {
    json.object(() -> {
      json.text("ref", ref);
      json.texts("dependsOn", on);
    });
  }
}
