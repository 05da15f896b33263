package dev.plinth.inventory.bill;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package of SPDX on its way; its members have the names of the JSON form. */
final class SpdxPackage {
  private static final Pattern SOURCE = Pattern.compile("built package from: (\\S+) (\\S+)");
  private static final String PATHS = "acquired package info from ";
  private static final Pattern MAIL = Pattern.compile("^(.*\\S)\\s*\\(([^()\\s]+@[^()\\s]+)\\)$");

  /** The members that are texts and count. */
  static final Set<String> TEXTS =
      Set.of(
          "SPDXID",
          "name",
          "versionInfo",
          "primaryPackagePurpose",
          "supplier",
          "originator",
          "licenseDeclared",
          "sourceInfo");

  final BillEntry entry = new BillEntry();
  private final BillSystem system = new BillSystem();

  /** Takes a member of {@link #TEXTS}. */
  void text(String member, String value) {
    switch (member) {
      case "SPDXID" -> entry.id = value;
      case "name" -> entry.name = value;
      case "versionInfo" -> entry.version = value;
      case "primaryPackagePurpose" -> entry.kind = value.toLowerCase(Locale.ROOT).replace('_', '-');
      case "supplier" -> entry.supplier = agent(value);
      case "originator" -> entry.vendor = agent(value);
      case "licenseDeclared" -> entry.licence(asserted(value));
      case "sourceInfo" -> sourceInfo(value);
      default -> throw new IllegalArgumentException(member);
    }
  }

  /** Facts that trivy and Plinth write as text. */
  void remark(String text) {
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
      case "plinth:place" -> entry.place(value);
      default -> system.fact(name, value);
    }
  }

  /** An external reference; the first that is a package URL counts. */
  void reference(String type, String locator) {
    if (entry.purl.isEmpty() && (type.equals("purl") || type.endsWith("/purl"))) {
      entry.purl = locator;
    }
  }

  private void sourceInfo(String text) {
    Matcher source = SOURCE.matcher(text);
    if (source.lookingAt()) {
      entry.source = source.group(1);
      entry.sourceVersion = source.group(2);
      return;
    }
    int colon = text.indexOf(": ");
    if (text.startsWith(PATHS) && colon > 0) {
      for (String path : text.substring(colon + 2).split(", ")) {
        entry.place(path);
      }
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

  void finish(BillDocument bill) {
    if (entry.kind.equals("operating-system")) {
      system.id = entry.name;
      system.versionId = entry.version;
      bill.add(system);
    } else {
      bill.add(entry);
    }
  }
}
