package dev.plinth.licence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first line of a License field (copyright-format 1.0, "Syntax"): short names joined by {@code
 * and}, {@code or} and commas. {@code and} binds stronger than {@code or}, except after a comma;
 * {@code NAME with WORDS exception} is one licence.
 */
sealed interface Synopsis {
  /**
   * One licence by its short name.
   *
   * @param exception the words between {@code with} and {@code exception}; empty without one
   */
  record Name(String name, String exception) implements Synopsis {
    /** As it stands in the file. */
    String text() {
      return exception.isEmpty() ? name : name + " with " + exception + " exception";
    }
  }

  record And(List<Synopsis> parts) implements Synopsis {}

  record Or(List<Synopsis> parts) implements Synopsis {}

  /** Reads a synopsis; empty where it is not one by the format's grammar. */
  static Optional<Synopsis> parse(String text) {
    return text.length() > Reader.LONGEST ? Optional.empty() : new Reader(text).read();
  }

  /** What white space parts; without a regular expression, since every paragraph needs it. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int from = at;
      while (at < text.length() && !isSpace(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        words.add(text.substring(from, at));
      }
      at++;
    }
    return words;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Reads left to right; an empty result is a mistake in the text. */
  final class Reader {
    static final int LONGEST = 4000;

    private final List<String> words = new ArrayList<>();
    private int at;

    private Reader(String text) {
      words.addAll(words(text.replace(",", " , ")));
    }

    private Optional<Synopsis> read() {
      Optional<Synopsis> left = alternatives();
      while (left.isPresent() && at < words.size()) {
        if (!take(",")) {
          return Optional.empty();
        }
        boolean and = take("and");
        if (!and && !take("or")) {
          return Optional.empty();
        }
        List<Synopsis> both = new ArrayList<>(List.of(left.get()));
        Optional<Synopsis> right = alternatives();
        right.ifPresent(both::add);
        left = right.map(_ -> and ? new And(List.copyOf(both)) : new Or(List.copyOf(both)));
      }
      return left;
    }

    private Optional<Synopsis> alternatives() {
      List<Synopsis> parts = new ArrayList<>();
      do {
        Optional<Synopsis> part = conjunction();
        if (part.isEmpty()) {
          return part;
        }
        parts.add(part.get());
      } while (take("or"));
      return Optional.of(parts.size() == 1 ? parts.getFirst() : new Or(List.copyOf(parts)));
    }

    private Optional<Synopsis> conjunction() {
      List<Synopsis> parts = new ArrayList<>();
      do {
        Optional<Synopsis> part = name();
        if (part.isEmpty()) {
          return part;
        }
        parts.add(part.get());
      } while (take("and"));
      return Optional.of(parts.size() == 1 ? parts.getFirst() : new And(List.copyOf(parts)));
    }

    private Optional<Synopsis> name() {
      if (at == words.size() || isKeyword(words.get(at)) || !isName(words.get(at))) {
        return Optional.empty();
      }
      String name = words.get(at++);
      if (!take("with")) {
        return Optional.of(new Name(name, ""));
      }
      List<String> exception = new ArrayList<>();
      while (at < words.size()) {
        String word = words.get(at++);
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("exception") || lower.equals("exceptions")) {
          return exception.isEmpty()
              ? Optional.empty()
              : Optional.of(new Name(name, String.join(" ", exception)));
        }
        if (isKeyword(word)) {
          return Optional.empty();
        }
        exception.add(word);
      }
      return Optional.empty();
    }

    /** Brackets and bars are operators elsewhere; the format has none. */
    private static boolean isName(String word) {
      return word.chars().noneMatch(c -> "()[]|;".indexOf(c) >= 0);
    }

    private boolean take(String word) {
      if (at < words.size() && words.get(at).equalsIgnoreCase(word)) {
        at++;
        return true;
      }
      return false;
    }

    private static boolean isKeyword(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case ",", "and", "or", "with" -> true;
        default -> false;
      };
    }
  }
}
