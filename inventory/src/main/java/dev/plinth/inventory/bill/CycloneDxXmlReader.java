package dev.plinth.inventory.bill;

import java.util.Locale;

/** Reads CycloneDX as XML (cyclonedx.org/docs/1.6/xml), to what its JSON says. */
final class CycloneDxXmlReader {
  private static final String NAMESPACE = "http://cyclonedx.org/schema/bom/";

  private final BillXml xml;
  private final BillDocument bill;

  CycloneDxXmlReader(BillXml xml, BillDocument bill) {
    this.xml = xml;
    this.bill = bill;
  }

  /** All of it; it is of no format where the root is none of CycloneDX. */
  void document() {
    xml.document(root -> {
      if (!root.equals("bom") || !xml.namespace().startsWith(NAMESPACE)) {
        xml.skip();
        return;
      }
      bill.formats.add("CycloneDX");
      bill.version = BillText.kept(xml.namespace().substring(NAMESPACE.length()));
      xml.children(child -> {
        switch (child) {
          case "metadata" -> metadata();
          case "components" -> components();
          case "compositions" -> compositions();
          default -> xml.skip();
        }
      });
    });
  }

  private void metadata() {
    xml.children(child -> {
      switch (child) {
        case "tools" -> tools();
        case "component" -> {
          CycloneDxComponent component = new CycloneDxComponent(bill);
          read(component);
          component.finishSubject();
        }
        case "properties" -> xml.children(name -> notRead());
        default -> xml.skip();
      }
    });
  }

  /** Tools up to 1.4, components and services after it. */
  private void tools() {
    xml.children(child -> {
      switch (child) {
        case "tool" -> tool();
        case "components" -> xml.children(name -> tool());
        default -> xml.skip();
      }
    });
  }

  private void tool() {
    xml.children(child -> {
      if (child.equals("name")) {
        bill.tool(xml.text());
      } else {
        xml.skip();
      }
    });
  }

  private void notRead() {
    String name = xml.attribute("name");
    String value = xml.text();
    if (name.equals("plinth:notRead")) {
      bill.gaps.add(value);
    }
  }

  private void components() {
    xml.children(name -> {
      CycloneDxComponent component = new CycloneDxComponent(bill);
      read(component);
      component.finish();
    });
  }

  private void read(CycloneDxComponent component) {
    BillEntry entry = component.entry;
    entry.id = xml.attribute("bom-ref");
    entry.kind = xml.attribute("type").toLowerCase(Locale.ROOT);
    xml.children(child -> {
      switch (child) {
        case "group" -> component.group = xml.text();
        case "name" -> entry.name = xml.text();
        case "version" -> entry.version = xml.text();
        case "description" -> component.system.prettyName = xml.text();
        case "purl" -> entry.purl = xml.text();
        case "publisher" -> entry.vendor = xml.text();
        case "supplier" ->
            xml.children(name -> {
              if (name.equals("name")) {
                entry.supplier = xml.text();
              } else {
                xml.skip();
              }
            });
        case "licenses" -> xml.children(name -> licence(name, component));
        case "properties" ->
            xml.children(name -> {
              String property = xml.attribute("name");
              component.property(property, xml.text());
            });
        case "components" -> components();
        default -> xml.skip();
      }
    });
  }

  private void licence(String element, CycloneDxComponent component) {
    switch (element) {
      case "expression" -> component.entry.licence(xml.text());
      case "license" ->
          xml.children(name -> {
            if (name.equals("id") || name.equals("name")) {
              component.entry.licence(xml.text());
            } else {
              xml.skip();
            }
          });
      default -> xml.skip();
    }
  }

  /** Whether the bill says that it lacks something. */
  private void compositions() {
    xml.children(composition ->
        xml.children(name -> {
          if (!name.equals("aggregate")) {
            xml.skip();
          } else if (xml.text().startsWith("incomplete")) {
            bill.gaps.add("the bill says of itself that it is incomplete");
          }
        }));
  }
}
