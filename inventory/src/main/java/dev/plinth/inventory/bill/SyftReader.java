package dev.plinth.inventory.bill;

/** Reads syft's own JSON (its schema 16: artifacts, artifactRelationships, distro, source). */
final class SyftReader {
  private final BillJson json;
  private final BillDocument bill;

  SyftReader(BillJson json, BillDocument bill) {
    this.json = json;
    this.bill = bill;
  }

  void distro() {
    BillSystem system = new BillSystem();
    json.object(member -> {
      switch (member) {
        case "id" -> system.id = json.text();
        case "versionID" -> system.versionId = json.text();
        case "versionCodename" -> system.codename = json.text();
        case "prettyName" -> system.prettyName = json.text();
        case "idLike" -> json.array(() -> system.fact("plinth:idLike", json.text()));
        default -> json.skip();
      }
    });
    bill.add(system);
  }

  /** The image: its manifest and its layers from the bottom. */
  void source() {
    json.object(member -> {
      if (member.equals("metadata") || member.equals("target")) {
        json.object(name -> {
          switch (name) {
            case "manifestDigest" -> bill.digest(json.text());
            case "layers" -> json.array(this::layer);
            default -> json.skip();
          }
        });
      } else {
        json.skip();
      }
    });
  }

  private void layer() {
    json.object(member -> {
      if (member.equals("digest")) {
        bill.layer(json.text());
      } else {
        json.skip();
      }
    });
  }

  void artifacts() {
    json.array(() -> {
      BillEntry entry = new BillEntry();
      json.object(member -> member(member, entry));
      bill.add(entry);
    });
  }

  private void member(String member, BillEntry entry) {
    switch (member) {
      case "id" -> entry.id = json.text();
      case "name" -> entry.name = json.text();
      case "version" -> entry.version = json.text();
      case "purl" -> entry.purl = json.text();
      case "licenses" -> json.array(() -> licence(entry));
      case "locations" -> json.array(() -> location(entry));
      case "metadata" -> json.object(name -> metadata(name, entry));
      default -> json.skip();
    }
  }

  private void metadata(String member, BillEntry entry) {
    switch (member) {
      case "source", "originPackage" -> entry.source = json.text();
      case "sourceVersion" -> entry.sourceVersion = json.text();
      case "maintainer", "vendor" -> entry.vendor = json.text();
      case "modularityLabel" -> entry.module = json.text();
      case "architecture" -> entry.architecture = json.text();
      default -> json.skip();
    }
  }

  private void licence(BillEntry entry) {
    json.object(member -> {
      if (member.equals("value")) {
        entry.licence(json.text());
      } else {
        json.skip();
      }
    });
  }

  private void location(BillEntry entry) {
    json.object(member -> {
      switch (member) {
        case "path" -> entry.place(json.text());
        case "layerID" -> {
          String layer = json.text();
          entry.layer = entry.layer.isEmpty() ? layer : entry.layer;
        }
        default -> json.skip();
      }
    });
  }

  void relationships() {
    json.array(() -> {
      String[] found = {"", "", ""};
      json.object(member -> {
        switch (member) {
          case "parent" -> found[0] = json.text();
          case "child" -> found[1] = json.text();
          case "type" -> found[2] = json.text();
          default -> json.skip();
        }
      });
      if (found[2].equals("ownership-by-file-overlap")) {
        bill.owner(found[1], found[0]);
      }
    });
  }
}
