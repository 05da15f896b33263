package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import java.util.List;

/** {@code getopts} (XCU getopts). */
final class GetoptsBuiltin {
  private GetoptsBuiltin() {}

  static int run(Shell shell, List<String> arguments) throws NotUnderstood {
    if (arguments.size() < 3) {
      throw new ShellError("Usage: getopts optstring var [arg...]");
    }
    String letters = arguments.get(1);
    String name = arguments.get(2);
    List<String> words =
        arguments.size() > 3 ? arguments.subList(3, arguments.size()) : shell.arguments;
    Variables variables = shell.variables;
    Long stored = Numbers.decimal(variables.getOrEmpty("OPTIND"));
    int index = stored == null || stored < 1 ? 1 : stored.intValue();
    if (index == 1 && shell.optionOffset > 1 && words.isEmpty()) {
      shell.optionOffset = 0;
    }
    int offset = Math.max(1, shell.optionOffset);
    boolean silent = letters.startsWith(":");
    String word = index <= words.size() ? words.get(index - 1) : null;
    if (word == null || offset >= word.length()) {
      offset = 1;
    }
    if (word == null || (offset == 1 && (!word.startsWith("-") || word.equals("-")))) {
      return end(shell, name, index);
    }
    if (offset == 1 && word.equals("--")) {
      return end(shell, name, index + 1);
    }
    char option = word.charAt(offset++);
    int found = option == ':' ? -1 : letters.indexOf(option);
    boolean wants = found >= 0 && found + 1 < letters.length() && letters.charAt(found + 1) == ':';
    String result = String.valueOf(option);
    variables.set("OPTARG", "");
    if (found < 0) {
      result = unknown(shell, silent, option);
    } else if (wants && offset < word.length()) {
      variables.set("OPTARG", word.substring(offset));
      offset = word.length();
    } else if (wants && index < words.size()) {
      variables.set("OPTARG", words.get(index));
      index++;
      offset = word.length();
    } else if (wants) {
      result = missing(shell, silent, option);
      offset = word.length();
    }
    if (offset >= word.length()) {
      index++;
      offset = 1;
    }
    shell.optionOffset = offset;
    variables.set("OPTIND", Integer.toString(index));
    variables.set(name, result);
    return 0;
  }

  private static String unknown(Shell shell, boolean silent, char option) throws NotUnderstood {
    if (silent) {
      shell.variables.set("OPTARG", String.valueOf(option));
    } else {
      shell.variables.unset("OPTARG");
      shell.write(2, "Illegal option -" + option + "\n");
    }
    return "?";
  }

  private static String missing(Shell shell, boolean silent, char option) throws NotUnderstood {
    if (silent) {
      shell.variables.set("OPTARG", String.valueOf(option));
      return ":";
    }
    shell.write(2, "No arg for -" + option + " option\n");
    return "?";
  }

  private static int end(Shell shell, String name, int index) {
    shell.optionOffset = 1;
    shell.variables.set("OPTIND", Integer.toString(index));
    shell.variables.set(name, "?");
    return 1;
  }
}
