package dev.plinth.deb.index;

import dev.plinth.deb.DebRelations;
import dev.plinth.deb.Paragraph;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import dev.plinth.pkg.Relation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A paragraph of a Packages index, or of dpkg's status, as a {@link Package}. */
public final class PackageStanza {
  private static final Map<String, Kind> RELATIONS =
      Map.of(
          "Pre-Depends", Kind.PRE_DEPENDS,
          "Depends", Kind.DEPENDS,
          "Recommends", Kind.RECOMMENDS,
          "Suggests", Kind.SUGGESTS,
          "Conflicts", Kind.CONFLICTS,
          "Breaks", Kind.BREAKS,
          "Replaces", Kind.REPLACES,
          "Provides", Kind.PROVIDES);
  private static final List<String> ORDER =
      List.of(
          "Pre-Depends",
          "Depends",
          "Recommends",
          "Suggests",
          "Conflicts",
          "Breaks",
          "Replaces",
          "Provides");

  private PackageStanza() {}

  /** An entry of an index: path, size and hash must be there. */
  public static Package read(Paragraph paragraph, String architecture, String repository) {
    String where = where(paragraph, repository);
    String sha256 = need(paragraph, "SHA256", where);
    String path = need(paragraph, "Filename", where);
    if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw bad(where, "its Filename '" + path + "' leaves the repository");
    }
    return build(
        paragraph,
        architecture,
        repository,
        path,
        number(paragraph, "Size", where),
        Digest.sha256(sha256));
  }

  /** An entry of an installed database: nothing is known of the package file. */
  public static Package installed(Paragraph paragraph, String architecture, String where) {
    return build(paragraph, architecture, where, "", 0, Digest.of(""));
  }

  private static Package build(
      Paragraph paragraph,
      String architecture,
      String repository,
      String path,
      long size,
      Digest sha256) {
    String where = where(paragraph, repository);
    String name = need(paragraph, "Package", where);
    String version = need(paragraph, "Version", where);
    String source = paragraph.text("Source");
    String sourceVersion = version;
    int open = source.indexOf('(');
    if (open > 0 && source.endsWith(")")) {
      sourceVersion = source.substring(open + 1, source.length() - 1).strip();
      source = source.substring(0, open).strip();
    }
    List<Relation> relations = new ArrayList<>();
    for (String field : ORDER) {
      String text = paragraph.text(field);
      if (!text.isEmpty()) {
        relations.addAll(
            DebRelations.parse(
                RELATIONS.getOrDefault(field, Kind.DEPENDS),
                text,
                architecture,
                field + " of " + name));
      }
    }
    return new Package(
        name,
        version,
        paragraph.text("Architecture"),
        source.isEmpty() ? name : source,
        sourceVersion,
        repository,
        path,
        size,
        sha256,
        paragraph.get("Installed-Size").isPresent()
            ? number(paragraph, "Installed-Size", where)
            : 0,
        paragraph.text("Priority"),
        paragraph.text("Essential").equals("yes"),
        paragraph.get("Multi-Arch").orElse("no"),
        relations);
  }

  private static String need(Paragraph paragraph, String field, String where) {
    String text = paragraph.text(field);
    if (text.isEmpty()) {
      throw bad(where, "it has no " + field);
    }
    return text;
  }

  private static long number(Paragraph paragraph, String field, String where) {
    String text = paragraph.text(field);
    boolean digits = !text.isEmpty() && text.length() < 16;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw bad(where, "its " + field + " is '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private static String where(Paragraph paragraph, String repository) {
    return "the package " + paragraph.text("Package") + " in " + repository;
  }

  private static PlinthException bad(String where, String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        where + " is not usable: " + what,
        "the index is damaged; get it again");
  }
}
