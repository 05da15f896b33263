package dev.plinth.sbom.spdx;

import dev.plinth.licence.LicenceFinding.Extracted;
import dev.plinth.licence.SpdxList;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.FileGroup;
import dev.plinth.sbom.JsonOut;
import dev.plinth.sbom.NameUuid;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes SPDX 2.3 JSON (spdx.github.io/spdx-spec/v2.3). */
public final class SpdxWriter {
  /** The media type of what is written. */
  public static final String MEDIA_TYPE = "application/spdx+json";

  private SpdxWriter() {}

  /** The document; the same bill gives the same bytes. */
  public static byte[] write(BillOfMaterials bill) {
    try (JsonOut json = new JsonOut()) {
      SpdxPackages packages = new SpdxPackages(bill, json);
      SpdxFiles files = new SpdxFiles(bill, json);
      SpdxRelationships relationships = new SpdxRelationships(bill, json);
      json.object(() -> {
        head(bill, json);
        json.array("packages", packages::write);
        json.array("files", files::write);
        json.array("hasExtractedLicensingInfos", () -> extracted(bill, json));
        json.array("relationships", relationships::write);
      });
      return json.finish();
    }
  }

  private static void head(BillOfMaterials bill, JsonOut json) {
    json.text("spdxVersion", "SPDX-2.3");
    json.text("dataLicense", "CC0-1.0");
    json.text("SPDXID", SpdxIds.DOCUMENT);
    json.text("name", bill.image().isEmpty() ? bill.digest().toString() : bill.image());
    json.text("documentNamespace", namespace(bill));
    json.object(
        "creationInfo",
        () -> {
          json.text("created", bill.created().truncatedTo(ChronoUnit.SECONDS).toString());
          json.texts("creators", List.of("Tool: plinth-" + bill.toolVersion()));
          String version = SpdxList.get().version();
          json.text("licenseListVersion", version.substring(0, version.lastIndexOf('.')));
        });
  }

  /**
   * SPDX 2.3, 6.5: the prefix that the specification gives to those without a site of their own.
   */
  private static String namespace(BillOfMaterials bill) {
    String start = "https://spdx.org/spdxdocs/";
    return start
        + "plinth-"
        + NameUuid.of(start + bill.digest() + "/" + bill.platform() + "/" + bill.toolVersion());
  }

  private static void extracted(BillOfMaterials bill, JsonOut json) {
    TreeMap<String, Extracted> all = new TreeMap<>();
    Stream.concat(
            bill.packages().stream().map(Component::licence),
            bill.others().stream().map(FileGroup::licence))
        .flatMap(licence -> licence.extracted().stream())
        .forEach(licence -> all.putIfAbsent(licence.id(), licence));
    for (Extracted licence : all.values()) {
      json.object(() -> {
        json.text("licenseId", licence.id());
        json.text("name", licence.name());
        json.text("extractedText", licence.text().isBlank() ? "NOASSERTION" : licence.text());
      });
    }
  }
}
