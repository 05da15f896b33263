package dev.plinth.sbom.spdx;

import dev.plinth.licence.Expression;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.FileGroup;
import dev.plinth.sbom.JsonOut;
import java.util.List;

/** The files of an SPDX document. */
final class SpdxFiles {
  private final BillOfMaterials bill;
  private final JsonOut json;

  SpdxFiles(BillOfMaterials bill, JsonOut json) {
    this.bill = bill;
    this.json = json;
  }

  void write() {
    for (Component component : bill.packages()) {
      write(SpdxIds.of(component.pkg()), component.files());
    }
    for (FileGroup group : bill.others()) {
      write(SpdxIds.of(group), group.files());
    }
  }

  private void write(String holder, List<FileEntry> files) {
    for (int i = 0; i < files.size(); i++) {
      FileEntry file = files.get(i);
      String id = SpdxIds.file(holder, i);
      json.object(() -> write(id, file));
    }
  }

  private void write(String id, FileEntry file) {
    json.text("fileName", "." + file.text());
    json.text("SPDXID", id);
    json.array(
        "checksums",
        () -> {
          file.sha1().ifPresent(sha1 -> checksum("SHA1", sha1));
          checksum("SHA256", file.sha256().hex());
        });
    // Without these fields nothing is asserted (SPDX 2.3, 8.5 to 8.8).
    file.licence()
        .ifPresent(licence ->
            json.texts(
                "licenseInfoInFiles",
                licence.singles().stream().map(Expression::toString).toList()));
  }

  private void checksum(String algorithm, String value) {
    json.object(() -> {
      json.text("algorithm", algorithm);
      json.text("checksumValue", value);
    });
  }
}
