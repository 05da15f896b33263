package dev.plinth.inventory.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Which release a codename means, of Debian and Ubuntu (distro-info-data). */
public final class Releases {
  private static final Map<String, String> TABLE = read();

  private Releases() {}

  /**
   * The version of a release.
   *
   * @param family {@code debian} or {@code ubuntu}
   * @param codename {@code bookworm}
   */
  public static Optional<String> version(String family, String codename) {
    return Optional.ofNullable(TABLE.get(family + "\t" + codename));
  }

  /** The codename of a version. */
  public static Optional<String> codename(String family, String version) {
    return TABLE.entrySet().stream()
        .filter(e -> e.getKey().startsWith(family + "\t") && e.getValue().equals(version))
        .map(e -> e.getKey().substring(family.length() + 1))
        .findFirst();
  }

  /** All versions of a family. */
  public static List<String> versions(String family) {
    return TABLE.entrySet().stream()
        .filter(e -> e.getKey().startsWith(family + "\t"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Map<String, String> read() {
    Map<String, String> table = new TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(Releases.class.getResourceAsStream("releases.tsv"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(cells -> table.put(cells[0] + "\t" + cells[1], cells[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
