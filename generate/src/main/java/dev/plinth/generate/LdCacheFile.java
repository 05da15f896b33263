package dev.plinth.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bytes of /etc/ld.so.cache in the form of glibc 2.32 and later ("glibc-ld.so.cache1.1" with an
 * extension section); little endian.
 */
final class LdCacheFile {
  /**
   * A library of the cache.
   *
   * @param soname key
   * @param path absolute, as the search path spells it
   * @param flags kind of library
   * @param hwcap legacy capability bits of glibc before 2.37; 0 for none
   * @param isaLevel counts only with {@code subdirectory}
   * @param subdirectory below {@code glibc-hwcaps}; empty elsewhere
   */
  record Entry(
      String soname,
      String path,
      int flags,
      long hwcap,
      int isaLevel,
      Optional<String> subdirectory) {}

  private static final int HEADER = 48;
  private static final int ENTRY = 24;
  private static final int EXTENSION_MAGIC = -358342284;
  private static final long HWCAP_EXTENSION = 1L << 62;

  private LdCacheFile() {}

  /**
   * Sorted as ld.so looks them up; of equal ones the first that was found comes first.
   *
   * @param names order of sonames
   */
  static Comparator<Entry> order(LibraryOrder names) {
    Comparator<Entry> byName = (a, b) -> names.compare(b.soname(), a.soname());
    return byName
        .thenComparing(Entry::flags, Comparator.reverseOrder())
        .thenComparing(entry -> entry.subdirectory().isEmpty())
        .thenComparing(entry -> entry.subdirectory().orElse(""))
        .thenComparing(entry -> Long.bitCount(entry.hwcap()), Comparator.reverseOrder())
        .thenComparing(Entry::hwcap, (x, y) -> Long.compareUnsigned(y, x));
  }

  /**
   * @param entries in the order of {@link #order}
   * @param generator what ldconfig says of itself
   */
  static byte[] write(List<Entry> entries, String generator) {
    TreeMap<String, Integer> subdirectories = new TreeMap<>();
    Set<String> strings = new HashSet<>();
    for (Entry entry : entries) {
      strings.add(entry.soname());
      strings.add(entry.path());
      entry.subdirectory().ifPresent(name -> subdirectories.put(name, 0));
    }
    int index = 0;
    for (Map.Entry<String, Integer> subdirectory : subdirectories.entrySet()) {
      subdirectory.setValue(index++);
      strings.add(subdirectory.getKey());
    }
    int start = HEADER + ENTRY * entries.size();
    Map<String, Integer> offsets = new HashMap<>();
    byte[] table = table(strings, offsets);

    int extension = (start + table.length + 3) / 4 * 4;
    int sections = subdirectories.isEmpty() ? 1 : 2;
    int hwcaps = extension + 8 + 16 * sections;
    int text = hwcaps + 4 * subdirectories.size();
    ByteBuffer out = ByteBuffer.allocate(text + generator.length()).order(ByteOrder.LITTLE_ENDIAN);
    out.put("glibc-ld.so.cache1.1".getBytes(StandardCharsets.ISO_8859_1));
    out.putInt(entries.size()).putInt(table.length).putInt(2).putInt(extension);
    out.position(HEADER);
    for (Entry entry : entries) {
      out.putInt(entry.flags());
      out.putInt(start + at(offsets, entry.soname()));
      out.putInt(start + at(offsets, entry.path()));
      out.putInt(0);
      out.putLong(
          entry.subdirectory().isEmpty()
              ? entry.hwcap()
              : HWCAP_EXTENSION
                  | ((long) entry.isaLevel() << 32)
                  | at(subdirectories, entry.subdirectory().get()));
    }
    out.put(table);
    out.position(extension);
    out.putInt(EXTENSION_MAGIC).putInt(sections);
    out.putInt(0).putInt(0).putInt(text).putInt(generator.length());
    if (!subdirectories.isEmpty()) {
      out.putInt(1).putInt(0).putInt(hwcaps).putInt(4 * subdirectories.size());
      subdirectories.keySet().forEach(name -> out.putInt(start + at(offsets, name)));
    }
    out.put(generator.getBytes(StandardCharsets.ISO_8859_1));
    return out.array();
  }

  private static int at(Map<String, Integer> map, String key) {
    Integer value = map.get(key);
    if (value == null) {
      throw new IllegalStateException(key);
    }
    return value;
  }

  /**
   * The string table: strings by their reversed form, greatest first, so that one that ends another
   * follows it and shares its bytes.
   */
  private static byte[] table(Set<String> strings, Map<String, Integer> offsets) {
    List<String> sorted = new ArrayList<>(strings);
    sorted.sort(LdCacheFile::compareReversed);
    StringBuilder table = new StringBuilder();
    String previous = "";
    int offset = 0;
    for (String string : sorted) {
      if (table.isEmpty() || !previous.endsWith(string)) {
        offset = table.length();
        table.append(string).append('\0');
      } else {
        offset += previous.length() - string.length();
      }
      offsets.put(string, offset);
      previous = string;
    }
    return table.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int compareReversed(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 1; i <= shared; i++) {
      int difference = b.charAt(b.length() - i) - a.charAt(a.length() - i);
      if (difference != 0) {
        return difference;
      }
    }
    return b.length() - a.length();
  }
}
