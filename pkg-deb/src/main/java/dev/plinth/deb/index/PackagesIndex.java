package dev.plinth.deb.index;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.DebRelations;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One Packages file. It is scanned once for the places of its paragraphs, their names and what they
 * provide; a paragraph is read only when somebody looks at it, since a build looks at a hundred of
 * sixty thousand.
 */
public final class PackagesIndex {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final byte[] PACKAGE = "Package: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PROVIDES = "Provides: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ESSENTIAL = "Essential: yes".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] PROTECTED = "Protected: yes".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] IMPORTANT = "Important: yes".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final String architecture;
  private final String repository;
  private final Map<String, int[]> byName = new HashMap<>(1 << 17);
  private final Map<String, int[]> byProvided = new HashMap<>(1 << 14);
  private final List<String> essential = new ArrayList<>();
  private final Set<String> marked = new LinkedHashSet<>();
  private final Map<Integer, Package> read = new HashMap<>();
  private final int count;

  /**
   * @param bytes the whole file, uncompressed and verified; kept, not copied
   * @param architecture the packages are for
   * @param repository its name in the lock
   */
  public PackagesIndex(byte[] bytes, String architecture, String repository) {
    this.bytes = bytes;
    this.architecture = architecture;
    this.repository = repository;
    this.count = scan();
  }

  /** How many paragraphs there are. */
  public int size() {
    return count;
  }

  /** Names of all real packages. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Names of the packages that are Essential, in the order of the file. */
  public List<String> essential() {
    return List.copyOf(essential);
  }

  /** Every version of a real package, in the order of the file. */
  public List<Package> versions(String name) {
    return read(byName.get(name));
  }

  /** Every package version that provides {@code name}, in the order of the file. */
  public List<Package> providers(String name) {
    return read(byProvided.get(name));
  }

  /** Whether a paragraph of {@code name} says that the package must not be removed. */
  public boolean isProtected(String name) {
    return marked.contains(name);
  }

  /**
   * Where {@code name} is first mentioned: paragraph by paragraph, in each the package itself, then
   * its relations in the order in which apt reads them. Negative where it is not mentioned.
   */
  public long firstMention(String name) {
    return new Mentions(bytes).first(name);
  }

  private List<Package> read(int @Nullable [] starts) {
    if (starts == null) {
      return List.of();
    }
    List<Package> packages = new ArrayList<>(starts.length);
    for (int start : starts) {
      packages.add(at(start));
    }
    return packages;
  }

  private Package at(int start) {
    @Nullable Package known = read.get(start);
    if (known != null) {
      return known;
    }
    int end = start;
    while (end < bytes.length
        && !(bytes[end] == '\n' && (end + 1 >= bytes.length || bytes[end + 1] == '\n'))) {
      end++;
    }
    byte[] paragraph = Arrays.copyOfRange(bytes, start, end);
    Package pkg =
        PackageStanza.read(
            Deb822.parse(paragraph, "Packages of " + repository).getFirst(),
            architecture,
            repository);
    read.put(start, pkg);
    return pkg;
  }

  private int scan() {
    int paragraphs = 0;
    int start = -1;
    String name = "";
    for (int line = 0; line < bytes.length; ) {
      byte first = bytes[line];
      int end = endOfLine(bytes, line, bytes.length);
      if (first == '\n' || end == line) {
        start = -1;
      } else {
        if (start < 0) {
          start = line;
          name = "";
          paragraphs++;
        }
        if (first == 'P') {
          if (name.isEmpty() && starts(line, PACKAGE)) {
            name = text(bytes, line + PACKAGE.length, end);
            byName.merge(name, new int[] {start}, PackagesIndex::join);
          } else if (starts(line, PROVIDES)) {
            provides(text(bytes, line + PROVIDES.length, end), start);
          } else if (starts(line, PROTECTED)) {
            marked.add(name);
          }
        } else if (first == 'I' && starts(line, IMPORTANT)) {
          marked.add(name);
        } else if (first == 'E' && starts(line, ESSENTIAL)) {
          essential.add(name);
        }
      }
      line = end + 1;
    }
    return paragraphs;
  }

  private void provides(String field, int start) {
    Set<String> names = new LinkedHashSet<>();
    for (Relation relation :
        DebRelations.parse(
            Relation.Kind.PROVIDES, field, architecture, "Provides in " + repository)) {
      for (Dependency provided : relation.alternatives()) {
        names.add(provided.name());
      }
    }
    for (String name : names) {
      byProvided.merge(name, new int[] {start}, PackagesIndex::join);
    }
  }

  private static int[] join(int[] a, int[] b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private boolean starts(int at, byte[] prefix) {
    return at + prefix.length <= bytes.length
        && Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length);
  }

  static String text(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    return new String(bytes, from, Math.max(0, end - from), StandardCharsets.UTF_8).strip();
  }

  /** Where the line that begins at {@code from} has its line feed, or {@code limit}. */
  static int endOfLine(byte[] bytes, int from, int limit) {
    int at = from;
    while (at + Long.BYTES <= limit) {
      // A byte of the difference is zero exactly where a line feed stands.
      long difference = (long) WORDS.get(bytes, at) ^ FEEDS;
      long zeros = (difference - ONES) & ~difference & HIGHS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >> 3);
      }
      at += Long.BYTES;
    }
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
