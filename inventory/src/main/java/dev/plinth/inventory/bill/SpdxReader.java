package dev.plinth.inventory.bill;

import java.util.function.Consumer;

/** Reads SPDX 2.2 and 2.3 as JSON (spdx.github.io/spdx-spec/v2.3, chapters 6, 7 and 11). */
final class SpdxReader {
  private final BillJson json;
  private final BillDocument bill;

  SpdxReader(BillJson json, BillDocument bill) {
    this.json = json;
    this.bill = bill;
  }

  void creation() {
    json.object(member -> {
      if (member.equals("creators")) {
        json.array(() -> {
          String creator = json.text();
          if (creator.startsWith("Tool: ")) {
            bill.tool(creator.substring("Tool: ".length()));
          }
        });
      } else {
        json.skip();
      }
    });
  }

  void described() {
    json.array(() -> bill.describes(json.text()));
  }

  void packages() {
    json.array(() -> {
      SpdxPackage one = new SpdxPackage();
      json.object(member -> member(member, one));
      one.finish(bill);
    });
  }

  private void member(String member, SpdxPackage one) {
    switch (member) {
      case "externalRefs" -> json.array(() -> reference(one));
      case "attributionTexts" -> json.array(() -> one.remark(json.text()));
      case "annotations" -> json.array(() -> comment(one::remark));
      default -> {
        if (SpdxPackage.TEXTS.contains(member)) {
          one.text(member, json.text());
        } else {
          json.skip();
        }
      }
    }
  }

  /** Of the document as a whole. */
  void annotations() {
    json.array(() -> comment(bill::remark));
  }

  private void comment(Consumer<String> take) {
    json.object(member -> {
      if (member.equals("comment")) {
        take.accept(json.text());
      } else {
        json.skip();
      }
    });
  }

  private void reference(SpdxPackage one) {
    String[] found = {"", ""};
    json.object(member -> {
      switch (member) {
        case "referenceType" -> found[0] = json.text();
        case "referenceLocator" -> found[1] = json.text();
        default -> json.skip();
      }
    });
    one.reference(found[0], found[1]);
  }

  void relationships() {
    json.array(() -> {
      String[] found = {"", "", "", ""};
      json.object(member -> {
        switch (member) {
          case "spdxElementId" -> found[0] = json.text();
          case "relationshipType" -> found[1] = json.text();
          case "relatedSpdxElement" -> found[2] = json.text();
          case "comment" -> found[3] = json.text();
          default -> json.skip();
        }
      });
      bill.relation(found[0], found[1], found[2], found[3]);
    });
  }
}
