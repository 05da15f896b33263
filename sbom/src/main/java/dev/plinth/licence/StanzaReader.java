package dev.plinth.licence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits a copyright file into paragraphs (deb822(5)). It is made for files as they are: white
 * space at the end of lines and before a field, comment lines, carriage returns and a repeated
 * field that says nothing of licences do no harm. A line that is neither a field nor a continuation
 * ends it, since what it belongs to would be a guess.
 */
final class StanzaReader {
  private static final int MOST_STANZAS = 20_000;
  private static final int MOST_FIELDS = 200;
  private static final int MOST_IN_ALL = 100_000;

  private final List<Stanza> stanzas = new ArrayList<>();
  private @Nullable Stanza stanza;
  private String name = "";
  private int line;
  private int fields;
  private int nameLine;
  private String first = "";
  private final StringBuilder rest = new StringBuilder();
  private Optional<Problem> problem = Optional.empty();

  /**
   * Why a file was given up.
   *
   * @param line counted from 1
   */
  record Problem(int line, String what) {}

  private StanzaReader() {}

  /**
   * What was read.
   *
   * @param problem why reading ended; the paragraphs before it are there
   */
  record Result(List<Stanza> stanzas, Optional<Problem> problem) {}

  static Result read(String text) {
    StanzaReader reader = new StanzaReader();
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    while (from < text.length() && reader.problem.isEmpty()) {
      int next = text.indexOf('\n', from);
      next = next < 0 ? text.length() : next;
      int end = next;
      while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      reader.line++;
      reader.line(text, from, end);
      from = next + 1;
    }
    if (reader.problem.isEmpty()) {
      reader.endField();
    }
    return new Result(List.copyOf(reader.stanzas), reader.problem);
  }

  /** Most lines are those of texts, and which need no look at each character. */
  private void line(String text, int from, int end) {
    if (from == end) {
      endField();
      stanza = null;
      return;
    }
    switch (text.charAt(from)) {
      case '#' -> {}
      case ' ', '\t' -> continuation(text, from + 1, end);
      default -> field(text.substring(from, end));
    }
  }

  private void continuation(String text, int from, int end) {
    if (name.isEmpty()) {
      fail("continues no field");
      return;
    }
    if (!rest.isEmpty()) {
      rest.append('\n');
    }
    if (end - from != 1 || text.charAt(from) != '.') {
      rest.append(text.substring(from, end)); // a copy of bytes, where a range goes char by char
    }
  }

  private void field(String text) {
    endField();
    int colon = text.indexOf(':');
    if (colon <= 0 || !isName(text, colon)) {
      fail("is neither a field nor the continuation of one");
      return;
    }
    if (stanza == null) {
      if (stanzas.size() == MOST_STANZAS) {
        fail("is beyond " + MOST_STANZAS + " paragraphs");
        return;
      }
      stanza = new Stanza(line);
      stanzas.add(stanza);
    }
    name = text.substring(0, colon);
    nameLine = line;
    first = text.substring(colon + 1).strip();
  }

  private static boolean isName(String text, int colon) {
    for (int i = 0; i < colon; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private void endField() {
    if (stanza != null && !name.isEmpty()) {
      boolean fresh = stanza.add(name, new Stanza.Field(nameLine, first, rest.toString()));
      if (!fresh && (name.equalsIgnoreCase("License") || name.equalsIgnoreCase("Files"))) {
        problem = Optional.of(new Problem(nameLine, "is a second " + name + " in one paragraph"));
      } else if (stanza.fields().size() > MOST_FIELDS || ++fields > MOST_IN_ALL) {
        int most = fields > MOST_IN_ALL ? MOST_IN_ALL : MOST_FIELDS;
        problem = Optional.of(new Problem(nameLine, "is beyond " + most + " fields"));
      }
    }
    name = "";
    rest.setLength(0);
  }

  private void fail(String what) {
    problem = problem.or(() -> Optional.of(new Problem(line, what)));
  }
}
