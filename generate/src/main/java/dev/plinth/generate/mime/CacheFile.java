package dev.plinth.generate.mime;

import dev.plinth.generate.mime.MimeData.Glob;
import dev.plinth.generate.mime.MimeData.Magic;
import dev.plinth.generate.mime.MimeData.Match;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code mime.cache}: all of the database but the names of the types in one file that programs map
 * into memory (format 1.2, as the comments of GLib's and xdgmime's readers and the specification's
 * appendix have it).
 */
final class CacheFile {
  private static final int VERSION = 1 << 16 | 2;
  private static final int TABLES = 10;
  private static final int MAGIC = 16;
  private static final int MATCH = 32;

  private final MimeData data;
  private final CacheBytes out = new CacheBytes();
  private final int[] places = new int[TABLES];
  private int tables;

  private CacheFile(MimeData data) {
    this.data = data;
  }

  static byte[] of(MimeData data) {
    return new CacheFile(data).write();
  }

  private byte[] write() {
    out.number(VERSION);
    for (int i = 0; i < TABLES; i++) {
      out.number(0);
    }
    collect();
    out.texts();
    begin();
    map(data.aliases);
    begin();
    parents();
    begin();
    globs(SuffixTree::isPlain);
    begin();
    new SuffixTree(data).write(out);
    begin();
    globs(pattern -> !SuffixTree.isPlain(pattern) && !SuffixTree.isSuffix(pattern));
    begin();
    magic();
    begin();
    out.number(data.namespaces.size());
    for (String key : data.namespaces.sorted()) {
      out.text(key.substring(0, key.indexOf(' ')));
      out.text(key.substring(key.indexOf(' ') + 1));
      out.text(data.namespaces.of(key));
    }
    begin();
    map(data.icons);
    begin();
    map(data.genericIcons);
    begin();
    // The program looks for each type with a line feed at its end, and finds none.
    out.number(data.types.size());
    data.types.keys().forEach(_ -> out.number(0));
    return out.bytes(places);
  }

  private void begin() {
    places[tables++] = out.size();
  }

  /** The order counts: it is that of the program. */
  private void collect() {
    for (String alias : data.aliases.keys()) {
      out.collect(alias);
      out.collect(data.aliases.of(alias));
    }
    for (String type : data.parents.keys()) {
      out.collect(type);
      data.parents.of(type).forEach(out::collect);
    }
    for (String pattern : data.globs.keys()) {
      if (!SuffixTree.isSuffix(pattern)) {
        out.collect(pattern);
      }
      data.globs.of(pattern).forEach(glob -> out.collect(glob.type()));
    }
    data.magic.forEach(magic -> out.collect(magic.type()));
    for (String key : data.namespaces.keys()) {
      out.collect(data.namespaces.of(key));
      out.collect(key.substring(0, key.indexOf(' ')));
      out.collect(key.substring(key.indexOf(' ') + 1));
    }
    for (GlibTable<String> icons : List.of(data.genericIcons, data.icons)) {
      for (String type : icons.keys()) {
        out.collect(type);
        out.collect(icons.of(type));
      }
    }
  }

  private void map(GlibTable<String> table) {
    out.number(table.size());
    for (String key : table.sorted()) {
      out.text(key);
      out.text(table.of(key));
    }
  }

  private void parents() {
    List<String> types = data.parents.sorted();
    out.number(types.size());
    int place = out.size() + 8 * types.size();
    for (String type : types) {
      out.text(type);
      out.number(place);
      place += 4 + 4 * data.parents.of(type).size();
    }
    for (String type : types) {
      out.number(data.parents.of(type).size());
      data.parents.of(type).forEach(out::text);
    }
  }

  private void globs(Predicate<String> wanted) {
    List<Glob> all = new ArrayList<>();
    data.globs.sorted().stream()
        .filter(wanted)
        .forEach(pattern -> all.addAll(data.globs.of(pattern)));
    out.number(all.size());
    for (Glob glob : all) {
      out.text(glob.pattern());
      out.text(glob.type());
      out.number((glob.weight() & 0xff) | (glob.exact() ? 0x100 : 0));
    }
  }

  private void magic() {
    List<Match> all = new ArrayList<>();
    data.magic.forEach(magic -> collect(magic.matches(), all));
    int extent = 0;
    IdentityHashMap<Match, Integer> numbers = new IdentityHashMap<>();
    for (Match match : all) {
      extent = Math.max(extent, match.data().length() + match.start() + match.length());
      numbers.putIfAbsent(match, numbers.size());
    }
    out.number(data.magic.size());
    out.number(extent);
    out.number(out.size() + 4);
    int matches = out.size() + MAGIC * data.magic.size();
    for (Magic magic : data.magic) {
      out.number(magic.priority());
      out.text(magic.type());
      out.number(magic.matches().size());
      out.number(matches + MATCH * number(magic.matches(), numbers));
    }
    int place = matches + MATCH * all.size();
    for (Match match : all) {
      int length = CacheBytes.pad(match.data().length());
      out.number(match.start());
      out.number(match.length());
      out.number(match.word());
      out.number(match.data().length());
      out.number(place);
      place += length;
      out.number(match.mask().isPresent() ? place : 0);
      place += match.mask().isPresent() ? length : 0;
      out.number(match.inner().size());
      out.number(match.inner().isEmpty() ? 0 : matches + MATCH * number(match.inner(), numbers));
    }
    for (Match match : all) {
      out.padded(match.data());
      match.mask().ifPresent(out::padded);
    }
  }

  private static int number(List<Match> matches, IdentityHashMap<Match, Integer> numbers) {
    return numbers.getOrDefault(matches.getFirst(), 0);
  }

  /** Those of one level beside each other, then the levels below each of them. */
  private static void collect(List<Match> matches, List<Match> all) {
    all.addAll(matches);
    matches.forEach(match -> collect(match.inner(), all));
  }
}
