package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.List;

/** Brace expansion of bash: {@code a{b,c}d} and {@code {1..3}}. */
final class Braces {
  private static final int MOST = 10_000;

  private Braces() {}

  static List<Word> expand(Word word) throws NotUnderstood {
    List<Part> parts = word.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Literal literal
          && !literal.quoted()
          && literal.text().indexOf('{') >= 0) {
        for (int at = literal.text().indexOf('{');
            at >= 0;
            at = literal.text().indexOf('{', at + 1)) {
          List<Word> expanded = at(word, i, at);
          if (expanded != null) {
            return expanded;
          }
        }
      }
    }
    return List.of(word);
  }

  /** Expands the brace at one place, or gives null where it is no brace expression. */
  private static @org.jspecify.annotations.Nullable List<Word> at(Word word, int part, int open)
      throws NotUnderstood {
    List<List<Part>> choices = new ArrayList<>();
    List<Part> current = new ArrayList<>();
    int depth = 0;
    for (int i = part; i < word.parts().size(); i++) {
      Part one = word.parts().get(i);
      if (!(one instanceof Literal literal) || literal.quoted()) {
        current.add(one);
        continue;
      }
      String text = literal.text();
      int start = i == part ? open + 1 : 0;
      for (int at = start; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '{') {
          depth++;
        } else if (c == '}' && depth > 0) {
          depth--;
        } else if ((c == ',' || c == '}') && depth == 0) {
          add(current, text.substring(start, at));
          choices.add(current);
          current = new ArrayList<>();
          start = at + 1;
          if (c == '}') {
            return result(word, part, open, choices, i, at + 1);
          }
        }
      }
      add(current, text.substring(start));
    }
    return null;
  }

  private static void add(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Literal(text, false));
    }
  }

  private static @org.jspecify.annotations.Nullable List<Word> result(
      Word word, int part, int open, List<List<Part>> choices, int endPart, int end)
      throws NotUnderstood {
    List<List<Part>> all = choices;
    if (choices.size() == 1) {
      List<Part> only = choices.getFirst();
      all =
          only.size() == 1 && only.getFirst() instanceof Literal range
              ? range(range.text())
              : List.of();
      if (all.isEmpty()) {
        return null;
      }
    }
    List<Word> out = new ArrayList<>();
    for (List<Part> choice : all) {
      List<Part> parts = new ArrayList<>(word.parts().subList(0, part));
      add(parts, ((Literal) word.parts().get(part)).text().substring(0, open));
      parts.addAll(choice);
      if (parts.isEmpty()) {
        parts.add(new Literal("", false));
      }
      add(parts, ((Literal) word.parts().get(endPart)).text().substring(end));
      parts.addAll(word.parts().subList(endPart + 1, word.parts().size()));
      out.addAll(expand(new Word(word.line(), List.copyOf(parts))));
      if (out.size() > MOST) {
        throw new NotUnderstood("brace expansion of more than " + MOST + " words");
      }
    }
    return out;
  }

  private static List<List<Part>> range(String text) throws NotUnderstood {
    int dots = text.indexOf("..");
    if (dots <= 0) {
      return List.of();
    }
    String from = text.substring(0, dots);
    String to = text.substring(dots + 2);
    List<List<Part>> out = new ArrayList<>();
    if (from.length() == 1 && to.length() == 1 && !isNumber(from) && !isNumber(to)) {
      int step = from.charAt(0) <= to.charAt(0) ? 1 : -1;
      for (int c = from.charAt(0); c != to.charAt(0) + step; c += step) {
        out.add(List.of(new Literal(String.valueOf((char) c), false)));
      }
    } else if (isNumber(from) && isNumber(to)) {
      int first = Integer.parseInt(from);
      int last = Integer.parseInt(to);
      if (Math.abs((long) first - last) > MOST) {
        throw new NotUnderstood("brace expansion of more than " + MOST + " words");
      }
      int step = first <= last ? 1 : -1;
      for (int i = first; i != last + step; i += step) {
        out.add(List.of(new Literal(Integer.toString(i), false)));
      }
    }
    return out;
  }

  private static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > 8) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    // Leading zeroes ask for padding, which is not modelled: then it is left as it stands.
    return text.length() - start == 1 || text.charAt(start) != '0';
  }
}
