package dev.plinth.vuln.database;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads a record of the mapped file; nothing outside it can be reached. */
final class Cursor {
  private static final double TENTHS = 10;

  // An array: until code is compiled, reading memory outside the heap takes many times as long.
  private final byte[] bytes;
  private final IntFunction<String> texts;
  private int at;

  Cursor(byte[] bytes, IntFunction<String> texts) {
    this.bytes = bytes;
    this.texts = texts;
  }

  int octet() {
    if (at >= bytes.length) {
      throw damaged("a record ends too early");
    }
    return bytes[at++] & 0xff;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw damaged("a number is too long");
  }

  int fixed32() {
    return octet() | octet() << 8 | octet() << 16 | octet() << 24;
  }

  /** A number of things that follow, each of at least one byte. */
  int count() {
    long count = varint();
    if (count > Format.MAX_COUNT || count > bytes.length - at) {
      throw damaged("a count is too large");
    }
    return (int) count;
  }

  int number() {
    long value = varint();
    if (value > Integer.MAX_VALUE) {
      throw damaged("a reference is too large");
    }
    return (int) value;
  }

  String text() {
    return texts.apply(number());
  }

  List<String> list() {
    int count = count();
    List<String> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(text());
    }
    return list;
  }

  List<Rating> ratings() {
    int count = count();
    List<Rating> ratings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Rating.Origin origin = Codes.word(Codes.ORIGINS, octet());
      String source = text();
      Severity severity = Codes.word(Codes.SEVERITIES, octet());
      long score = varint();
      String vector = text();
      ratings.add(
          new Rating(
              origin, source, severity, score == 0 ? Double.NaN : (score - 1) / TENTHS, vector));
    }
    return ratings;
  }

  static PlinthException damaged(String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the database of advisories is damaged: " + problem,
        "make it again with 'plinth feeds update'");
  }
}
