package dev.plinth.deb.source;

import dev.plinth.deb.Paragraph;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A paragraph of a Sources index (deb-src-control(5) describes the fields, dsc(5) the checksums).
 *
 * @param directory below the repository's root; empty for the root itself
 * @param files the {@code .dsc} among them, in the order of the index
 * @param extra whether it is kept only for binaries that were made of it ({@code
 *     Extra-Source-Only}): the suite has a newer version
 */
public record SourceStanza(SourceId id, String directory, List<SourceFile> files, boolean extra) {
  private static final int MOST_FILES = 1000;

  public SourceStanza {
    files = List.copyOf(files);
  }

  /**
   * A file of a source package.
   *
   * @param name without a folder
   * @param size in bytes
   */
  public record SourceFile(String name, long size, Digest sha256) {}

  /** Where a file lies, below the repository's root. */
  public String path(SourceFile file) {
    return directory.isEmpty() ? file.name() : directory + "/" + file.name();
  }

  /** The file that describes the others. */
  public SourceFile dsc() {
    return files.stream().filter(file -> file.name().endsWith(".dsc")).findFirst().orElseThrow();
  }

  /**
   * Reads it; what cannot be used is a {@code BAD_INPUT} error.
   *
   * @param index names it in errors
   */
  public static SourceStanza read(Paragraph paragraph, String index) {
    String name = paragraph.text("Package");
    String version = paragraph.text("Version");
    String where = "the source " + name + "=" + version + " in the " + index;
    if (!isName(name) || !isVersion(version)) {
      throw bad(where, "it has no usable name and version");
    }
    String directory = paragraph.text("Directory");
    String folder = directory.equals(".") ? "" : directory;
    if (folder.startsWith("/") || List.of(folder.split("/", -1)).contains("..")) {
      throw bad(where, "its Directory '" + directory + "' leaves the repository");
    }
    List<SourceFile> files = checksums(paragraph, where);
    if (files.stream().filter(file -> file.name().endsWith(".dsc")).count() != 1) {
      throw bad(where, "it does not list one .dsc");
    }
    boolean extra = paragraph.text("Extra-Source-Only").equals("yes");
    return new SourceStanza(new SourceId(name, version), folder, files, extra);
  }

  /** The lines of {@code Checksums-Sha256}: hash, size, name. */
  static List<SourceFile> checksums(Paragraph paragraph, String where) {
    List<SourceFile> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String line : paragraph.text("Checksums-Sha256").split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      String[] words = line.strip().split("[ \t]+", -1);
      if (words.length != 3 || !words[1].matches("[0-9]{1,15}") || !isFileName(words[2])) {
        throw bad(where, "'" + line.strip() + "' is not hash, size and name of a file");
      }
      if (!names.add(words[2]) || files.size() == MOST_FILES) {
        throw bad(where, "it lists " + words[2] + " twice, or too many files");
      }
      files.add(new SourceFile(words[2], Long.parseLong(words[1]), Digest.sha256(words[0])));
    }
    if (files.isEmpty()) {
      throw bad(where, "it has no Checksums-Sha256");
    }
    return files;
  }

  /** Names become names of folders: nothing that leads elsewhere. */
  private static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9+.-]*");
  }

  private static boolean isVersion(String version) {
    return version.matches("[A-Za-z0-9.+:~-]+");
  }

  private static boolean isFileName(String name) {
    return name.matches("[A-Za-z0-9][!-.0-~]*");
  }

  private static PlinthException bad(String where, String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        where + " is not usable: " + what,
        "the archive is damaged; use another mirror");
  }
}
