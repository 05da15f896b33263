package dev.plinth.licence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The SPDX licence list that Plinth was built with (spdx.org/licenses): ids, names, flags. Ids are
 * compared without case, as the SPDX specification has it.
 */
public final class SpdxList {
  private static final SpdxList INSTANCE = load();

  private final String version;
  private final Map<String, Licence> licences = new HashMap<>();
  private final Map<String, String> exceptions = new HashMap<>();

  /**
   * A licence of the list.
   *
   * @param osiApproved whether the Open Source Initiative approved it
   * @param fsfLibre whether the Free Software Foundation calls it free
   * @param deprecated whether another id should be written
   */
  public record Licence(
      String id, String name, boolean osiApproved, boolean fsfLibre, boolean deprecated) {}

  private SpdxList(String table) {
    String found = "";
    for (String line : table.split("\n")) {
      String[] fields = line.split("\t", -1);
      switch (fields[0]) {
        case "version" -> found = fields[1];
        case "licence" ->
            licences.put(
                key(fields[1]),
                new Licence(
                    fields[1],
                    fields[3],
                    fields[2].contains("o"),
                    fields[2].contains("f"),
                    fields[2].contains("d")));
        case "exception" -> exceptions.put(key(fields[1]), fields[1]);
        default -> throw new IllegalStateException("the table of licences has " + fields[0]);
      }
    }
    version = found;
  }

  public static SpdxList get() {
    return INSTANCE;
  }

  private static SpdxList load() {
    try (InputStream in = SpdxList.class.getResourceAsStream("spdx.tsv")) {
      if (in == null) {
        throw new IllegalStateException("this build has no table of licences");
      }
      return new SpdxList(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /** The list's own version: {@code 3.28.0}. */
  public String version() {
    return version;
  }

  public Optional<Licence> licence(String id) {
    return Optional.ofNullable(licences.get(key(id)));
  }

  /** The id of an exception as the list writes it. */
  public Optional<String> exception(String id) {
    return Optional.ofNullable(exceptions.get(key(id)));
  }

  /** How many licences it has. */
  public int size() {
    return licences.size();
  }
}
