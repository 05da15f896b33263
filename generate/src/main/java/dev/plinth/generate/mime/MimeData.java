package dev.plinth.generate.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the source files say, in GLib's order where that counts. Texts are raw: a char a byte. */
final class MimeData {
  /** Stands for "no pattern of before counts" among the patterns. */
  static final String NO_GLOBS = "__NOGLOBS__";

  /** Stands for "no magic of before counts" in place of the bytes that are looked for. */
  static final String NO_MAGIC = "__NOMAGIC__";

  /**
   * A pattern of file names.
   *
   * @param none whether patterns of before do not count for the type
   */
  record Glob(String pattern, String type, int weight, boolean none, boolean exact) {}

  /**
   * Bytes that are looked for in a file.
   *
   * @param start the first place where they may stand
   * @param length how many places there are
   * @param word in bytes; turned round on machines of the other endianness
   */
  record Match(
      int start, int length, int word, String data, Optional<String> mask, List<Match> inner) {}

  /**
   * Rules of one type.
   *
   * @param none whether rules of before do not count for the type
   */
  record Magic(int priority, String type, boolean none, List<Match> matches) {}

  /** A line of the file {@code treemagic}, without its depth, and those below it. */
  record TreeMatch(String line, List<TreeMatch> inner) {}

  /** Rules of one type about what lies in a folder. */
  record TreeMagic(int priority, String type, List<TreeMatch> matches) {}

  /** An element of a type's own file: its attributes are in order, its text may be empty. */
  record Element(String name, String language, String attributes, String text) {}

  /** What a type's own file holds. */
  final GlibTable<List<Element>> types = new GlibTable<>();

  final GlibTable<List<Glob>> globs = new GlibTable<>();
  final GlibTable<String> aliases = new GlibTable<>();
  final GlibTable<List<String>> parents = new GlibTable<>();
  final GlibTable<String> icons = new GlibTable<>();
  final GlibTable<String> genericIcons = new GlibTable<>();

  /** By namespace, a blank, and the name of the root element. */
  final GlibTable<String> namespaces = new GlibTable<>();

  final List<Magic> magic = new ArrayList<>();
  final List<TreeMagic> treeMagic = new ArrayList<>();

  void add(Glob glob) {
    globs.computeIfAbsent(glob.pattern(), ArrayList::new).add(glob);
  }

  void addParent(String type, String parent) {
    parents.computeIfAbsent(type, ArrayList::new).add(parent);
  }

  /** The elements of a type, which is a new one where there is none of that name. */
  List<Element> type(String name) {
    return types.computeIfAbsent(name, ArrayList::new);
  }

  /** Called when all sources are read: rules in the order in which they are tried. */
  void sort() {
    magic.sort((a, b) -> {
      if (a.none() || b.none()) {
        return Boolean.compare(b.none(), a.none());
      }
      return order(a.priority(), a.type(), b.priority(), b.type());
    });
    treeMagic.sort((a, b) -> order(a.priority(), a.type(), b.priority(), b.type()));
  }

  private static int order(int first, String a, int second, String b) {
    if (first != second) {
      return Integer.compare(second, first);
    }
    int media = media(a).compareTo(media(b));
    return media != 0 ? media : a.compareTo(b);
  }

  private static String media(String type) {
    return type.substring(0, type.indexOf('/'));
  }

  /** All patterns in the order in which they are tried. */
  List<Glob> globsInOrder() {
    List<Glob> all = new ArrayList<>();
    globs.keys().forEach(pattern -> all.addAll(globs.of(pattern)));
    all.sort((a, b) ->
        a.none() || b.none()
            ? Boolean.compare(b.none(), a.none())
            : Integer.compare(b.weight(), a.weight()));
    return all;
  }
}
