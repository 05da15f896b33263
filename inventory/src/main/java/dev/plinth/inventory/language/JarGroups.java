package dev.plinth.inventory.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Maven's group of well-known JARs that are published without {@code pom.properties}, as Maven
 * Central's repository has them. Nothing else in such a JAR tells it: {@code
 * Implementation-Vendor-Id} names a vendor (JAR file specification), which is another name than the
 * group for velocity, MySQL's driver and JavaMail, so that advisories would be looked up under a
 * name that none has, and the JAR would count as safe.
 */
final class JarGroups {
  /** Longer prefixes of class files are not told apart. */
  private static final int PARTS = 3;

  private static final int MOST_FOLDERS = 500;

  /** The JARs of Tomcat's own distribution have no version in their names, but are bundles. */
  private static final String TOMCAT = "org.apache.tomcat-";

  private record Row(String folder, String group, String from, String until) {}

  private static final Map<String, List<Row>> ROWS = rows();

  private JarGroups() {}

  private static Map<String, List<Row>> rows() {
    Map<String, List<Row>> rows = new HashMap<>();
    for (String line : JarGroupTable.TEXT.lines().toList()) {
      String[] words = line.split(" +", -1);
      Row row = new Row(words[1], words[2], words[3], words[4]);
      for (String artifact : spelledOut(words[0])) {
        rows.computeIfAbsent(artifact, a -> new ArrayList<>()).add(row);
      }
    }
    return rows;
  }

  /** All names that a pattern like {@code a-{b,c}} stands for. */
  private static List<String> spelledOut(String pattern) {
    int open = pattern.indexOf('{');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf('}', open);
    List<String> names = new ArrayList<>();
    for (String choice : pattern.substring(open + 1, close).split(",", -1)) {
      names.addAll(spelledOut(pattern.substring(0, open) + choice + pattern.substring(close + 1)));
    }
    return names;
  }

  /** The JAR with its group, where it is a well-known one; else as it is. */
  static JarIdentity complete(JarIdentity jar, Folders folders) {
    String artifact =
        jar.artifact().startsWith(TOMCAT)
            ? jar.artifact().substring("org.apache.".length())
            : jar.artifact();
    for (Row row : ROWS.getOrDefault(artifact, List.of())) {
      boolean holds = row.folder().equals("-") || folders.have(row.folder());
      if (holds && isAtLeast(jar.version(), row.from()) && !isAtLeast(jar.version(), row.until())) {
        return new JarIdentity(row.group(), artifact, jar.version(), jar.vendor(), jar.licence());
      }
    }
    return jar;
  }

  /** Whether a version is at or above a bound of numbers, as far as the bound goes. */
  private static boolean isAtLeast(String version, String bound) {
    String[] have = version.split("[^0-9]+", -1);
    String[] want = bound.split("\\.", -1);
    for (int i = 0; i < want.length; i++) {
      String part = i < have.length && !have[i].isEmpty() ? have[i] : "0";
      long number = part.length() > 9 ? 999_999_999 : Long.parseLong(part);
      long least = Long.parseLong(want[i]);
      if (number != least) {
        return number > least;
      }
    }
    return true;
  }

  /** The first parts of the folders of classes in a JAR; some of very many. */
  static final class Folders {
    private final Set<String> known = new HashSet<>();
    private String last = "\0";

    /** The name of any entry. */
    void entry(String name) {
      if (name.startsWith(last) || !name.endsWith(".class") || known.size() >= MOST_FOLDERS) {
        return;
      }
      int at = name.indexOf('/');
      for (int i = 1; i <= PARTS && at > 0; i++) {
        String folder = name.substring(0, at + 1);
        known.add(folder);
        // A class in a shorter one says nothing of the folders beside it.
        last = i == PARTS ? folder : last;
        at = name.indexOf('/', at + 1);
      }
    }

    boolean have(String folder) {
      return known.contains(folder + "/");
    }
  }
}
