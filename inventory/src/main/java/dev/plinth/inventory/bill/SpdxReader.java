package dev.plinth.inventory.bill;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SPDX 2.2 and 2.3 as JSON (spdx.github.io/spdx-spec/v2.3, chapters 6, 7 and 11). */
final class SpdxReader {
  private static final Pattern SOURCE = Pattern.compile("built package from: (\\S+) (\\S+)");
  private static final String PATHS = "acquired package info from ";
  private static final Pattern MAIL = Pattern.compile("^(.*\\S)\\s*\\(([^()\\s]+@[^()\\s]+)\\)$");
  private static final String NOT_READ = "not read: ";
  private static final int MOST_PLACES = 50;

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
      BillEntry entry = new BillEntry();
      BillSystem system = new BillSystem();
      json.object(member -> member(member, entry, system));
      finish(entry, system);
    });
  }

  private void member(String member, BillEntry entry, BillSystem system) {
    switch (member) {
      case "SPDXID" -> entry.id = json.text();
      case "name" -> entry.name = json.text();
      case "versionInfo" -> entry.version = json.text();
      case "primaryPackagePurpose" ->
          entry.kind = json.text().toLowerCase(Locale.ROOT).replace('_', '-');
      case "supplier" -> entry.supplier = agent(json.text());
      case "originator" -> entry.vendor = agent(json.text());
      case "licenseDeclared" -> entry.licence = asserted(json.text());
      case "sourceInfo" -> sourceInfo(json.text(), entry);
      case "externalRefs" -> json.array(() -> reference(entry));
      case "attributionTexts" -> json.array(() -> remark(json.text(), entry, system));
      case "annotations" -> json.array(() -> comment(text -> remark(text, entry, system)));
      default -> json.skip();
    }
  }

  /** Of the document as a whole. */
  void annotations() {
    json.array(() ->
        comment(text -> {
          if (text.startsWith(NOT_READ)) {
            bill.gaps.add(text.substring(NOT_READ.length()));
          }
        }));
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

  /** Facts that trivy and Plinth write as text. */
  private static void remark(String text, BillEntry entry, BillSystem system) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return;
    }
    String value = text.substring(colon + 2).strip();
    String name = text.substring(0, colon);
    switch (name) {
      case "LayerDiffID", "plinth:layer" -> entry.layer = value;
      case "Class" -> entry.group = true;
      case "plinth:signer" -> entry.signer = value;
      case "plinth:doubt" -> entry.doubt = value;
      case "plinth:place" -> place(value, entry);
      default -> system.fact(name, value);
    }
  }

  private void reference(BillEntry entry) {
    String[] found = {"", ""};
    json.object(member -> {
      switch (member) {
        case "referenceType" -> found[0] = json.text();
        case "referenceLocator" -> found[1] = json.text();
        default -> json.skip();
      }
    });
    if (entry.purl.isEmpty() && (found[0].equals("purl") || found[0].endsWith("/purl"))) {
      entry.purl = found[1];
    }
  }

  private static void sourceInfo(String text, BillEntry entry) {
    Matcher source = SOURCE.matcher(text);
    if (source.lookingAt()) {
      entry.source = source.group(1);
      entry.sourceVersion = source.group(2);
      return;
    }
    int colon = text.indexOf(": ");
    if (text.startsWith(PATHS) && colon > 0) {
      for (String path : text.substring(colon + 2).split(", ")) {
        place(path, entry);
      }
    }
  }

  static void place(String path, BillEntry entry) {
    if (entry.places.size() < MOST_PLACES && !path.isBlank()) {
      entry.places.add(path.startsWith("/") ? path.substring(1) : path);
    }
  }

  /** {@code Person: NAME (MAIL)} as distributions write it, {@code NAME <MAIL>}. */
  private static String agent(String text) {
    String name = asserted(text);
    for (String kind : new String[] {"Person: ", "Organization: "}) {
      if (name.startsWith(kind)) {
        name = name.substring(kind.length());
      }
    }
    Matcher mail = MAIL.matcher(name.strip());
    return mail.matches() ? mail.group(1) + " <" + mail.group(2) + ">" : name.strip();
  }

  private static String asserted(String text) {
    return text.equals("NOASSERTION") || text.equals("NONE") ? "" : text;
  }

  private void finish(BillEntry entry, BillSystem system) {
    if (entry.kind.equals("operating-system")) {
      system.id = entry.name;
      system.versionId = entry.version;
      bill.add(system);
    } else {
      bill.add(entry);
    }
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
      switch (found[1]) {
        case "DESCRIBES" -> bill.describes(found[2]);
        case "OTHER" -> {
          // As syft says whose files a package of a language lies in.
          if (found[3].startsWith("ownership-by-file-overlap")) {
            bill.owner(found[2], found[0]);
          }
        }
        default -> {}
      }
    });
  }
}
