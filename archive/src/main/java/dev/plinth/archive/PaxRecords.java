package dev.plinth.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of a pax extended header ({@code LENGTH KEY=VALUE\n}, POSIX.1-2001 "pax Extended
 * Header"). Values are bytes; an empty value takes the key back.
 */
final class PaxRecords {
  private PaxRecords() {}

  /**
   * Reads all records of one header.
   *
   * @param at where the header's content begins, for errors
   */
  static SortedMap<String, byte[]> parse(byte[] body, String what, long at) {
    SortedMap<String, byte[]> records = new TreeMap<>();
    // In format 0.0 of sparse files the same two keys come again for each part.
    ByteArrayOutputStream sparse = new ByteArrayOutputStream();
    int from = 0;
    while (from < body.length) {
      int space = from;
      long length = 0;
      while (space < body.length && body[space] >= '0' && body[space] <= '9') {
        length = Math.min(length * 10 + (body[space] - '0'), Integer.MAX_VALUE);
        space++;
      }
      int end = (int) Math.min(from + length, Integer.MAX_VALUE);
      if (space == from
          || space == body.length
          || body[space] != ' '
          || end > body.length
          || end <= space + 2
          || body[end - 1] != '\n') {
        throw damaged(what, at + from, "its length does not fit");
      }
      int equals = space + 1;
      while (equals < end && body[equals] != '=') {
        equals++;
      }
      if (equals >= end - 1 || equals == space + 1) {
        throw damaged(what, at + from, "it has no key");
      }
      String key = new String(body, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1);
      if (key.indexOf('\0') >= 0) {
        throw damaged(what, at + from, "its key holds a NUL byte");
      }
      if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
        sparse.writeBytes(sparse.size() == 0 ? new byte[0] : new byte[] {','});
        sparse.write(body, equals + 1, end - 1 - (equals + 1));
      } else {
        records.put(key, Arrays.copyOfRange(body, equals + 1, end - 1));
      }
      from = end;
    }
    if (sparse.size() > 0) {
      records.put(SparseMap.MAP, sparse.toByteArray());
    }
    return records;
  }

  private static RuntimeException damaged(String what, long at, String why) {
    return Malformed.error(what, "has a damaged pax record at byte " + at + ": " + why);
  }
}
