package dev.plinth.inventory.bill;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads SPDX 2.2 and 2.3 in tags and values (spdx.github.io/spdx-spec/v2.3, chapters 6 to 12), to
 * what its JSON says. A tag belongs to the package, file or snippet that was last begun; a remark
 * names whose it is.
 */
final class SpdxTagReader {
  /** The members of the JSON form that tags of a package stand for. */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "PackageVersion", "versionInfo",
          "PackageSupplier", "supplier",
          "PackageOriginator", "originator",
          "PackageLicenseDeclared", "licenseDeclared",
          "PackageSourceInfo", "sourceInfo",
          "PrimaryPackagePurpose", "primaryPackagePurpose");

  private final BillDocument bill;
  private final Map<String, SpdxPackage> packages = new HashMap<>();
  private final Map<String, StringBuilder> early = new HashMap<>();
  private @Nullable SpdxPackage current;
  private String[] relation = {};
  private String relationComment = "";
  private String annotated = "";
  private String annotation = "";

  SpdxTagReader(BillDocument bill) {
    this.bill = bill;
  }

  /**
   * All of it.
   *
   * @param what names the bill in errors
   */
  void document(InputStream in, String what) throws IOException {
    TagLines lines = new TagLines(in, what);
    while (lines.next()) {
      tag(lines.tag(), lines.value(), lines);
    }
    endRelation();
    endAnnotation();
    endPackage();
  }

  private void tag(String tag, String value, TagLines lines) {
    if (!tag.equals("RelationshipComment")) {
      endRelation();
    }
    switch (tag) {
      case "SPDXVersion" -> {
        bill.formats.add("SPDX");
        bill.version = value;
      }
      case "Creator" -> {
        if (value.startsWith("Tool: ")) {
          bill.tool(value.substring("Tool: ".length()));
        }
      }
      case "PackageName" -> {
        endPackage();
        current = new SpdxPackage();
        current.text("name", value);
      }
      case "FileName", "SnippetSPDXID" -> endPackage();
      case "Relationship" -> relation = words(value, "an element, a type and an element", lines);
      case "RelationshipComment" -> relationComment = value;
      case "Annotator" -> endAnnotation();
      case "SPDXREF" -> annotated = value;
      case "AnnotationComment" -> annotation = value;
      default -> {
        if (current != null) {
          ofPackage(current, tag, value, lines);
        }
      }
    }
  }

  private static void ofPackage(SpdxPackage current, String tag, String value, TagLines lines) {
    switch (tag) {
      case "SPDXID" -> current.text("SPDXID", value);
      case "ExternalRef" -> {
        String[] reference = words(value, "a category, a type and a locator", lines);
        current.reference(reference[1], reference[2]);
      }
      case "PackageAttributionText" -> current.remark(value);
      default -> {
        String member = MEMBERS.get(tag);
        if (member != null) {
          current.text(member, value);
        }
      }
    }
  }

  private static String[] words(String value, String three, TagLines lines) {
    String[] words = value.strip().split("\\s+", 3);
    if (words.length < 3) {
      throw lines.wrong("names " + three + " there, which it does not");
    }
    return words;
  }

  private void endPackage() {
    if (current == null) {
      return;
    }
    SpdxPackage ended = current;
    current = null;
    StringBuilder remarks = early.remove(ended.entry.id);
    if (remarks != null) {
      remarks.toString().lines().forEach(ended::remark);
    }
    ended.finish(bill);
    if (packages.size() < BillDocument.MOST_ENTRIES && !ended.entry.id.isEmpty()) {
      packages.putIfAbsent(ended.entry.id, ended);
    }
  }

  private void endRelation() {
    if (relation.length == 3) {
      bill.relation(relation[0], relation[1], relation[2], relationComment);
    }
    relation = new String[0];
    relationComment = "";
  }

  /** Its parts come in any order; it may stand before what it is about. */
  private void endAnnotation() {
    if (!annotation.isEmpty() && !annotated.isEmpty()) {
      SpdxPackage known = packages.get(annotated);
      if (annotated.equals("SPDXRef-DOCUMENT")) {
        bill.remark(annotation);
      } else if (current != null && current.entry.id.equals(annotated)) {
        current.remark(annotation);
      } else if (!bill.room(annotation.length() + annotated.length())) {
        bill.gaps.add("the bill has more annotations than are read");
      } else if (known != null) {
        known.remark(annotation);
      } else {
        early.computeIfAbsent(annotated, id -> new StringBuilder()).append(annotation).append('\n');
      }
    }
    annotation = "";
    annotated = "";
  }
}
