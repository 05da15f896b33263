package dev.plinth.install.deb.arguments;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a command line: options that take a value, options that do not, and operands; any other
 * option is not understood.
 */
public final class Options {
  private final Map<String, String> values = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  private Options() {}

  /**
   * @param arguments the command's name first
   * @param flags options without a value, as written ({@code --quiet})
   * @param valued options with one, as the next word or after {@code =}
   */
  public static Options parse(List<String> arguments, Set<String> flags, Set<String> valued)
      throws NotUnderstood {
    Options options = new Options();
    List<String> words = arguments.subList(1, arguments.size());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals > 0 && word.startsWith("--") ? word.substring(0, equals) : word;
      if (word.equals("--")) {
        options.operands.addAll(words.subList(i + 1, words.size()));
        break;
      } else if (valued.contains(name)) {
        if (equals > 0 && word.startsWith("--")) {
          options.values.put(name, word.substring(equals + 1));
        } else if (++i < words.size()) {
          options.values.put(name, words.get(i));
        } else {
          throw unknown(arguments, word + " without its value");
        }
      } else if (flags.contains(word)) {
        options.values.put(word, "");
      } else if (isCluster(word, flags, valued)) {
        i = options.cluster(words, i, valued);
      } else if (word.startsWith("-") && word.length() > 1) {
        throw unknown(arguments, word);
      } else {
        options.operands.add(word);
      }
    }
    return options;
  }

  /** Whether it is several short options in one word; the last of them may take a value. */
  private static boolean isCluster(String word, Set<String> flags, Set<String> valued) {
    if (word.length() < 3 || word.charAt(0) != '-' || word.charAt(1) == '-') {
      return false;
    }
    for (int at = 1; at < word.length(); at++) {
      String option = "-" + word.charAt(at);
      boolean last = at == word.length() - 1;
      if (!flags.contains(option) && !(last && valued.contains(option))) {
        return false;
      }
    }
    return true;
  }

  /**
   * @return where the next option is read after
   */
  private int cluster(List<String> words, int at, Set<String> valued) throws NotUnderstood {
    String word = words.get(at);
    for (int i = 1; i < word.length(); i++) {
      values.put("-" + word.charAt(i), "");
    }
    String last = "-" + word.charAt(word.length() - 1);
    if (!valued.contains(last)) {
      return at;
    }
    if (at + 1 == words.size()) {
      throw new NotUnderstood("'" + word + "' without its value is not modelled");
    }
    values.put(last, words.get(at + 1));
    return at + 1;
  }

  public boolean has(String... names) {
    for (String name : names) {
      if (values.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  public Optional<String> value(String... names) {
    for (String name : names) {
      if (values.containsKey(name)) {
        return Optional.ofNullable(values.get(name));
      }
    }
    return Optional.empty();
  }

  public List<String> operands() {
    return Collections.unmodifiableList(operands);
  }

  /** The one operand that there must be. */
  public String only(Invocation call) throws NotUnderstood {
    if (operands.size() != 1) {
      throw unknown(call.arguments(), "a call with " + operands.size() + " operands");
    }
    return operands.getFirst();
  }

  /** The reason that a call is not understood. */
  public static NotUnderstood unknown(List<String> arguments, String what) {
    return NotUnderstood.option(arguments.getFirst(), what);
  }
}
