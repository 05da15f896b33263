package dev.plinth.vuln.database;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Numbers texts in the order they come; 0 is the empty one. */
final class Texts {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Bytes starts = new Bytes(1 << 12);
  private final Bytes texts = new Bytes(1 << 16);

  Texts() {
    starts.fixed32(0);
    number("");
  }

  int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    texts.put(utf8, 0, Math.min(utf8.length, Format.MAX_TEXT));
    starts.fixed32(texts.size());
    int number = numbers.size();
    numbers.put(text, number);
    return number;
  }

  Bytes starts() {
    return starts;
  }

  Bytes texts() {
    return texts;
  }
}
