package dev.plinth.deb.repository;

import dev.plinth.model.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Release file whose signature held (Debian wiki, DebianRepository/Format).
 *
 * @param suite as the file says; empty where it does not
 * @param codename as the file says; empty where it does not
 * @param date when it was made
 * @param validUntil when it stops being true; empty for never
 * @param byHash whether files are offered by their hash as well
 * @param architectures listed
 * @param packagesForAll whether packages for all architectures stand in indexes of their own only
 * @param files by path below the suite's folder, SHA-256 only
 */
record ReleaseFile(
    String suite,
    String codename,
    Instant date,
    Optional<Instant> validUntil,
    boolean byHash,
    List<String> architectures,
    boolean packagesForAll,
    Map<String, Entry> files) {

  private static final int MAX_FILES = 200_000;

  /** A file that the Release vouches for. */
  record Entry(String path, long size, Digest sha256) {}

  /** What is wrong with a file that was signed all the same. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }
  }

  static ReleaseFile parse(byte[] signed) throws Unusable {
    String text = new String(signed, StandardCharsets.UTF_8);
    Map<String, String> fields = new HashMap<>();
    Map<String, Entry> files = new HashMap<>();
    @Nullable String section = null;
    for (int at = 0; at < text.length(); ) {
      int newLine = text.indexOf('\n', at);
      int end = newLine < 0 ? text.length() : newLine;
      int stop = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
      if (stop > at && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        if ("sha256".equals(section)) {
          add(files, text.substring(at, stop));
        }
      } else if (stop > at) {
        int colon = text.indexOf(':', at);
        if (colon < 0 || colon > stop) {
          throw new Unusable("it has a line without a colon");
        }
        section = lower(text.substring(at, colon));
        if (fields.put(section, text.substring(colon + 1, stop).trim()) != null) {
          throw new Unusable("it has the field " + section + " twice");
        }
      }
      at = end + 1;
    }
    if (files.isEmpty()) {
      throw new Unusable("it lists no SHA256 of any file");
    }
    List<String> architectures = List.of(field(fields, "architectures").split("[ \t]+", -1));
    boolean noAll = field(fields, "no-support-for-architecture-all").contains("Packages");
    @Nullable String validUntil = fields.get("valid-until");
    return new ReleaseFile(
        field(fields, "suite"),
        field(fields, "codename"),
        ReleaseDate.parse(field(fields, "date")),
        validUntil == null ? Optional.empty() : Optional.of(ReleaseDate.parse(validUntil)),
        field(fields, "acquire-by-hash").equals("yes"),
        architectures,
        architectures.contains("all") && !noAll,
        files);
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  private static String field(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  /** One line: hash, size, path. */
  private static void add(Map<String, Entry> files, String line) throws Unusable {
    int hash = skip(line, 0, true);
    int hashEnd = skip(line, hash, false);
    int size = skip(line, hashEnd, true);
    int sizeEnd = skip(line, size, false);
    int path = skip(line, sizeEnd, true);
    if (hashEnd - hash != 64
        || sizeEnd - size < 1
        || sizeEnd - size > 15
        || path == line.length()) {
      throw new Unusable("it has a SHA256 line that is none");
    }
    long bytes = 0;
    for (int i = size; i < sizeEnd; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new Unusable("it has a SHA256 line without a size");
      }
      bytes = bytes * 10 + digit;
    }
    String name = line.substring(path).stripTrailing();
    String hex = line.substring(hash, hashEnd);
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        throw new Unusable("it has a SHA256 line that is none");
      }
    }
    if (files.size() == MAX_FILES) {
      throw new Unusable("it lists more than " + MAX_FILES + " files");
    }
    @Nullable Entry before = files.put(name, new Entry(name, bytes, Digest.sha256(hex)));
    if (before != null && !before.sha256.hex().equals(hex)) {
      throw new Unusable("it lists two hashes of " + name);
    }
  }

  private static int skip(String line, int from, boolean spaces) {
    int i = from;
    while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t') == spaces) {
      i++;
    }
    return i;
  }
}
