package dev.plinth.sbom.spdx;

import dev.plinth.pkg.Package;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.FileGroup;
import dev.plinth.sbom.JsonOut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the elements of an SPDX document relate (SPDX 2.3, chapter 11). */
final class SpdxRelationships {
  private final BillOfMaterials bill;
  private final JsonOut json;

  SpdxRelationships(BillOfMaterials bill, JsonOut json) {
    this.bill = bill;
    this.json = json;
  }

  void write() {
    String image = SpdxIds.image(bill.digest());
    String system = SpdxIds.system(bill.system().distro());
    relate(SpdxIds.DOCUMENT, "DESCRIBES", image);
    relate(image, "CONTAINS", system);
    Map<String, String> byName = new HashMap<>();
    for (Component component : bill.packages()) {
      byName.putIfAbsent(component.pkg().name(), SpdxIds.of(component.pkg()));
    }
    for (Component component : bill.packages()) {
      Package pkg = component.pkg();
      String id = SpdxIds.of(pkg);
      relate(system, "CONTAINS", id);
      relate(id, "GENERATED_FROM", SpdxIds.source(pkg.source(), pkg.sourceVersion()));
      for (String name : component.dependsOn()) {
        Optional.ofNullable(byName.get(name)).ifPresent(other -> relate(id, "DEPENDS_ON", other));
      }
      contains(id, component.files());
    }
    for (FileGroup group : bill.others()) {
      relate(image, "CONTAINS", SpdxIds.of(group));
      contains(SpdxIds.of(group), group.files());
    }
  }

  private void contains(String holder, List<FileEntry> files) {
    for (int i = 0; i < files.size(); i++) {
      relate(holder, "CONTAINS", SpdxIds.file(holder, i));
    }
  }

  private void relate(String from, String how, String to) {
    json.object(() -> {
      json.text("spdxElementId", from);
      json.text("relationshipType", how);
      json.text("relatedSpdxElement", to);
    });
  }
}
