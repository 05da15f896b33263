package dev.plinth.inventory.bill;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads CycloneDX as JSON (cyclonedx.org/docs/1.6/json), with trivy's and syft's properties. */
final class CycloneDxReader {
  private static final String TRIVY = "aquasecurity:trivy:";
  private static final String SYFT = "syft:";
  private static final Pattern PLACE = Pattern.compile("syft:location:\\d{1,4}:path");
  private static final Pattern LAYER = Pattern.compile("syft:location:\\d{1,4}:layerID");

  private final BillJson json;
  private final BillDocument bill;

  CycloneDxReader(BillJson json, BillDocument bill) {
    this.json = json;
    this.bill = bill;
  }

  void metadata() {
    json.object(member -> {
      switch (member) {
        case "tools" -> tools();
        case "component" -> subject();
        case "properties" -> json.array(this::notRead);
        default -> json.skip();
      }
    });
  }

  /** An array of tools up to 1.4, an object with components after it. */
  private void tools() {
    if (!json.atObject()) {
      json.array(this::tool);
      return;
    }
    json.object(member -> {
      if (member.equals("components")) {
        json.array(this::tool);
      } else {
        json.skip();
      }
    });
  }

  private void tool() {
    json.object(member -> {
      if (member.equals("name")) {
        bill.tool(json.text());
      } else {
        json.skip();
      }
    });
  }

  /** What the bill is about: it is no package of its own, but may be an operating system. */
  private void subject() {
    Component component = new Component();
    json.object(member -> member(member, component));
    if (component.entry.kind.equals("operating-system")) {
      bill.add(component.system());
    } else {
      bill.digest(component.entry.version);
    }
  }

  void components() {
    json.array(() -> {
      Component component = new Component();
      json.object(member -> member(member, component));
      component.finish();
    });
  }

  /** Whether the bill says that it lacks something. */
  void compositions() {
    json.array(() ->
        json.object(member -> {
          if (member.equals("aggregate") && json.text().startsWith("incomplete")) {
            bill.gaps.add("the bill says of itself that it is incomplete");
          } else {
            json.skip();
          }
        }));
  }

  private void member(String member, Component component) {
    BillEntry entry = component.entry;
    switch (member) {
      case "bom-ref" -> entry.id = json.text();
      case "type" -> entry.kind = json.text().toLowerCase(Locale.ROOT);
      case "group" -> component.group = json.text();
      case "name" -> entry.name = json.text();
      case "version" -> entry.version = json.text();
      case "description" -> component.system.prettyName = json.text();
      case "purl" -> entry.purl = json.text();
      case "publisher" -> entry.vendor = json.text();
      case "supplier" ->
          json.object(name -> {
            if (name.equals("name")) {
              entry.supplier = json.text();
            } else {
              json.skip();
            }
          });
      case "licenses" -> json.array(() -> licence(entry));
      case "properties" -> json.array(() -> property(component));
      case "components" -> components();
      default -> json.skip();
    }
  }

  private void licence(BillEntry entry) {
    json.object(member -> {
      switch (member) {
        case "expression" -> entry.licence = joined(entry.licence, json.text());
        case "license" ->
            json.object(name -> {
              if (name.equals("id") || name.equals("name")) {
                entry.licence = joined(entry.licence, json.text());
              } else {
                json.skip();
              }
            });
        default -> json.skip();
      }
    });
  }

  static String joined(String all, String one) {
    return all.isEmpty() || one.isEmpty() ? all + one : all + " AND " + one;
  }

  private void notRead() {
    String[] pair = pair();
    if (pair[0].equals("plinth:notRead")) {
      bill.gaps.add(pair[1]);
    }
  }

  private void property(Component component) {
    String[] pair = pair();
    component.property(pair[0], pair[1]);
  }

  private String[] pair() {
    String[] pair = {"", ""};
    json.object(member -> {
      switch (member) {
        case "name" -> pair[0] = json.text();
        case "value" -> pair[1] = json.text();
        default -> json.skip();
      }
    });
    return pair;
  }

  /** A component on its way. */
  private final class Component {
    final BillEntry entry = new BillEntry();
    final BillSystem system = new BillSystem();
    String group = "";
    private String sourceName = "";
    private String sourceEpoch = "";
    private String sourceVersion = "";
    private String sourceRelease = "";

    void property(String name, String value) {
      if (name.startsWith(TRIVY)) {
        trivy(name.substring(TRIVY.length()), value);
      } else if (name.startsWith(SYFT)) {
        syft(name, value);
      } else {
        switch (name) {
          case "plinth:layer" -> entry.layer = value;
          case "plinth:signer" -> entry.signer = value;
          case "plinth:place" -> SpdxReader.place(value, entry);
          case "plinth:owner" -> bill.owner(entry.id, value);
          case "plinth:doubt" -> entry.doubt = value;
          default -> system.fact(name, value);
        }
      }
    }

    private void trivy(String name, String value) {
      switch (name) {
        case "SrcName" -> sourceName = value;
        case "SrcVersion" -> sourceVersion = value;
        case "SrcRelease" -> sourceRelease = value;
        case "SrcEpoch" -> sourceEpoch = value;
        case "Modularitylabel" -> entry.module = value;
        case "FilePath" -> SpdxReader.place(value, entry);
        case "LayerDiffID" -> entry.layer = value;
        case "Class" -> entry.group = true;
        default -> {}
      }
    }

    private void syft(String name, String value) {
      switch (name) {
        case "syft:distro:id" -> system.id = value;
        case "syft:distro:versionID" -> system.versionId = value;
        case "syft:distro:versionCodename" -> system.codename = value;
        case "syft:distro:prettyName" -> system.prettyName = value;
        case "syft:metadata:source", "syft:metadata:originPackage" -> entry.source = value;
        case "syft:metadata:sourceVersion" -> entry.sourceVersion = value;
        case "syft:metadata:modularityLabel" -> entry.module = value;
        default -> {
          if (name.startsWith("syft:distro:idLike:") && system.idLike.size() < 20) {
            system.idLike.add(value);
          } else if (PLACE.matcher(name).matches()) {
            SpdxReader.place(value, entry);
          } else if (LAYER.matcher(name).matches() && entry.layer.isEmpty()) {
            entry.layer = value;
          }
        }
      }
    }

    BillSystem system() {
      if (system.id.isEmpty()) {
        system.id = entry.name;
        system.versionId = entry.version;
      }
      return system;
    }

    void finish() {
      if (entry.kind.equals("operating-system")) {
        bill.add(system());
        return;
      }
      if (entry.kind.equals("file")) {
        return;
      }
      if (!sourceName.isEmpty()) {
        boolean epoch = !sourceEpoch.isEmpty() && !sourceEpoch.equals("0");
        entry.source = sourceName;
        entry.sourceVersion =
            (epoch ? sourceEpoch + ":" : "")
                + sourceVersion
                + (sourceRelease.isEmpty() ? "" : "-" + sourceRelease);
      }
      if (!group.isEmpty()) {
        entry.name = group + "/" + entry.name;
      }
      bill.add(entry);
    }
  }
}
