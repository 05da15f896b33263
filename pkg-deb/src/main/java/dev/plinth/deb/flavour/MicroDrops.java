package dev.plinth.deb.flavour;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shipped table of what the flavour {@code micro} leaves out, with reasons. */
public final class MicroDrops {
  /** What every {@code micro} image has, asked for or not: os-release and the first accounts. */
  public static final List<String> ALWAYS = List.of("base-files", "base-passwd");

  private static final String RESOURCE = "/dev/plinth/deb/drop.tsv";

  private MicroDrops() {}

  /** Reasons by key, in the order of the table; the forms of keys are the resolver's. */
  public static Map<String, String> load() {
    try (InputStream in = MicroDrops.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the table: a key, a tab, a reason; comments begin with {@code #}. */
  static Map<String, String> parse(String text) {
    Map<String, String> table = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab <= 0 || tab == line.length() - 1 || line.indexOf('\t', tab + 1) > 0) {
        throw bad(number, "is not a key, a tab and a reason");
      }
      if (table.put(line.substring(0, tab), line.substring(tab + 1)) != null) {
        throw bad(number, "repeats a key");
      }
    }
    return table;
  }

  private static PlinthException bad(int line, String what) {
    return new PlinthException(
        ErrorCode.INTERNAL, "line " + line + " of the drop table " + what, "mend drop.tsv");
  }
}
