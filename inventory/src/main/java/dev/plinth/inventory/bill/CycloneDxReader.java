package dev.plinth.inventory.bill;

import java.util.Locale;

/** Reads CycloneDX as JSON (cyclonedx.org/docs/1.6/json), with the properties of others. */
final class CycloneDxReader {
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

  /** What the bill is about. */
  private void subject() {
    CycloneDxComponent component = new CycloneDxComponent(bill);
    json.object(member -> member(member, component));
    component.finishSubject();
  }

  void components() {
    json.array(() -> {
      CycloneDxComponent component = new CycloneDxComponent(bill);
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

  private void member(String member, CycloneDxComponent component) {
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
      case "licenses" -> json.array(() -> licence(component));
      case "properties" -> json.array(() -> property(component));
      case "components" -> components();
      default -> json.skip();
    }
  }

  private void licence(CycloneDxComponent component) {
    json.object(member -> {
      switch (member) {
        case "expression" -> component.entry.licence(json.text());
        case "license" ->
            json.object(name -> {
              if (name.equals("id") || name.equals("name")) {
                component.entry.licence(json.text());
              } else {
                json.skip();
              }
            });
        default -> json.skip();
      }
    });
  }

  private void notRead() {
    String[] pair = pair();
    if (pair[0].equals("plinth:notRead")) {
      bill.gaps.add(pair[1]);
    }
  }

  private void property(CycloneDxComponent component) {
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
}
