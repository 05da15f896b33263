package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line cut into options and operands as getopt_long(3) does; options may follow operands.
 */
final class Arguments {
  /**
   * One option as it was given.
   *
   * @param value empty where it takes none
   */
  record Given(char letter, String value) {}

  private final String name;
  private final List<Given> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();

  private Arguments(String name) {
    this.name = name;
  }

  /**
   * @param shorts letters, each with a colon after it where it takes a value
   * @param longs words such as {@code recursive=r mode=m}, blank-separated: the long option and the
   *     letter that it stands for; an option with a {@code ?} before the letter may have a value
   *     after an equals sign, which is refused
   */
  static Arguments parse(Invocation call, String shorts, String longs) throws NotUnderstood {
    return parse(call.arguments(), shorts, longs, true);
  }

  /** As {@link #parse(Invocation, String, String)}; the first operand ends the options. */
  static Arguments parseOrdered(Invocation call, String shorts, String longs) throws NotUnderstood {
    return parse(call.arguments(), shorts, longs, false);
  }

  static Arguments parse(List<String> words, String shorts, String longs, boolean permute)
      throws NotUnderstood {
    Arguments parsed = new Arguments(words.getFirst());
    int i = 1;
    while (i < words.size()) {
      String word = words.get(i++);
      if (word.equals("--")) {
        parsed.operands.addAll(words.subList(i, words.size()));
        break;
      }
      if (word.startsWith("--")) {
        i = parsed.longOption(words, i, word, shorts, longs);
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        i = parsed.shortOptions(words, i, word, shorts);
      } else {
        parsed.operands.add(word);
        if (!permute) {
          parsed.operands.addAll(words.subList(i, words.size()));
          break;
        }
      }
    }
    return parsed;
  }

  private NotUnderstood unknown(String option) {
    return NotUnderstood.option(name, option);
  }

  private int shortOptions(List<String> words, int next, String word, String shorts)
      throws NotUnderstood {
    for (int at = 1; at < word.length(); at++) {
      char letter = word.charAt(at);
      int known = letter == ':' ? -1 : shorts.indexOf(letter);
      if (known < 0) {
        throw unknown("-" + letter);
      }
      if (known + 1 < shorts.length() && shorts.charAt(known + 1) == ':') {
        if (at + 1 < word.length()) {
          options.add(new Given(letter, word.substring(at + 1)));
          return next;
        }
        if (next >= words.size()) {
          throw unknown("-" + letter);
        }
        options.add(new Given(letter, words.get(next)));
        return next + 1;
      }
      options.add(new Given(letter, ""));
    }
    return next;
  }

  private int longOption(List<String> words, int next, String word, String shorts, String longs)
      throws NotUnderstood {
    int equals = word.indexOf('=');
    String option = equals < 0 ? word.substring(2) : word.substring(2, equals);
    char letter = letter(option, longs);
    if (letter == 0) {
      throw unknown(word);
    }
    int known = shorts.indexOf(letter);
    boolean takes = known >= 0 && known + 1 < shorts.length() && shorts.charAt(known + 1) == ':';
    if (takes) {
      if (equals >= 0) {
        options.add(new Given(letter, word.substring(equals + 1)));
        return next;
      }
      if (next >= words.size()) {
        throw unknown(word);
      }
      options.add(new Given(letter, words.get(next)));
      return next + 1;
    }
    if (equals >= 0) {
      throw unknown(word);
    }
    options.add(new Given(letter, ""));
    return next;
  }

  /** The letter of a long option, which may be cut short where that is not ambiguous; else 0. */
  private static char letter(String option, String longs) {
    char found = 0;
    for (String entry : longs.split(" ", -1)) {
      int equals = entry.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = entry.substring(0, equals);
      char letter = entry.charAt(equals + 1);
      if (name.equals(option)) {
        return letter;
      }
      if (name.startsWith(option)) {
        if (found != 0 && found != letter) {
          return 0;
        }
        found = letter;
      }
    }
    return found;
  }

  boolean has(char letter) {
    for (Given given : options) {
      if (given.letter == letter) {
        return true;
      }
    }
    return false;
  }

  /** The value of the last option {@code letter}, or null. */
  @Nullable String value(char letter) {
    String value = null;
    for (Given given : options) {
      if (given.letter == letter) {
        value = given.value;
      }
    }
    return value;
  }

  /** Whichever of {@code letters} was given last; 0 where none was. */
  char last(String letters) {
    char last = 0;
    for (Given given : options) {
      if (letters.indexOf(given.letter) >= 0) {
        last = given.letter;
      }
    }
    return last;
  }

  List<Given> options() {
    return options;
  }

  List<String> operands() {
    return operands;
  }
}
