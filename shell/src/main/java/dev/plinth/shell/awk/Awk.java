package dev.plinth.shell.awk;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command: its options and operands. */
public final class Awk implements Command {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    AwkRuntime runtime = new AwkRuntime(call);
    List<String> words = call.arguments();
    StringBuilder program = new StringBuilder();
    boolean given = false;
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-") && words.get(at).length() > 1) {
      String word = words.get(at++);
      if (word.equals("--")) {
        break;
      }
      char option = word.charAt(1);
      if ("Fvf".indexOf(option) < 0) {
        throw NotUnderstood.option("awk", word);
      }
      boolean attached = word.length() > 2;
      if (!attached && at >= words.size()) {
        throw new NotUnderstood("'awk " + word + "' without a value");
      }
      String value = attached ? word.substring(2) : words.get(at++);
      switch (option) {
        case 'F' -> runtime.setVariable("FS", Value.of(value.equals("t") ? "\t" : escaped(value)));
        case 'v' -> {
          if (!assignsVariable(value)) {
            throw new NotUnderstood("'awk -v " + value + "' is no assignment");
          }
          assign(runtime, value);
        }
        default -> {
          String text = runtime.files().read(value);
          if (text == null) {
            return 2;
          }
          program.append(given ? "\n" : "").append(text);
          given = true;
        }
      }
    }
    List<String> operands = new ArrayList<>(words.subList(at, words.size()));
    if (!given) {
      if (operands.isEmpty()) {
        throw new NotUnderstood("awk without a program");
      }
      program.append(operands.removeFirst());
    }
    AwkParser parser = new AwkParser(program.toString());
    parser.parse();
    Map<String, Value> arguments = runtime.array("ARGV");
    arguments.put("0", Value.of("awk"));
    for (int i = 0; i < operands.size(); i++) {
      arguments.put(Integer.toString(i + 1), Value.input(operands.get(i)));
    }
    runtime.setVariable("ARGC", Value.of(operands.size() + 1));
    return new AwkProgram(runtime, parser, operands).run();
  }

  /** Whether an operand is {@code name=value}. */
  static boolean assignsVariable(String operand) {
    int equals = operand.indexOf('=');
    if (equals <= 0) {
      return false;
    }
    for (int i = 0; i < equals; i++) {
      char c = operand.charAt(i);
      boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  static void assign(AwkRuntime runtime, String operand) throws NotUnderstood {
    int equals = operand.indexOf('=');
    runtime.setVariable(
        operand.substring(0, equals), Value.input(escaped(operand.substring(equals + 1))));
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        at = AwkLexer.escape(text, at, out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
