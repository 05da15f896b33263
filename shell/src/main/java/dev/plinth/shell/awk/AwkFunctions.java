package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions of the language. */
final class AwkFunctions {
  private final AwkRuntime runtime;

  AwkFunctions(AwkRuntime runtime) {
    this.runtime = runtime;
  }

  static boolean isFunction(String name) {
    return switch (name) {
      case "length",
          "substr",
          "index",
          "split",
          "sub",
          "gsub",
          "match",
          "sprintf",
          "tolower",
          "toupper",
          "int",
          "sqrt",
          "exp",
          "log",
          "sin",
          "cos",
          "atan2",
          "rand",
          "srand",
          "system",
          "close",
          "fflush" ->
          true;
      default -> false;
    };
  }

  Value call(String name, List<Node> arguments) throws NotUnderstood {
    return switch (name) {
      case "length" -> length(arguments);
      case "substr" -> substring(arguments);
      case "index" -> Value.of(text(arguments, 0).indexOf(text(arguments, 1)) + 1);
      case "split" -> split(arguments);
      case "sub", "gsub" -> substitute(arguments, name.equals("gsub"));
      case "match" -> match(arguments);
      case "sprintf" -> Value.of(format(arguments));
      case "tolower" -> Value.of(text(arguments, 0).toLowerCase(Locale.ROOT));
      case "toupper" -> Value.of(text(arguments, 0).toUpperCase(Locale.ROOT));
      case "int" -> {
        double number = number(arguments, 0);
        yield Value.of(number < 0 ? Math.ceil(number) : Math.floor(number));
      }
      case "sqrt" -> Value.of(Math.sqrt(number(arguments, 0)));
      case "exp" -> Value.of(Math.exp(number(arguments, 0)));
      case "log" -> Value.of(Math.log(number(arguments, 0)));
      case "sin" -> Value.of(Math.sin(number(arguments, 0)));
      case "cos" -> Value.of(Math.cos(number(arguments, 0)));
      case "atan2" -> Value.of(Math.atan2(number(arguments, 0), number(arguments, 1)));
      case "system" -> Value.of(runtime.files().system(text(arguments, 0)));
      case "close" -> Value.of(runtime.files().close(text(arguments, 0)));
      case "fflush" -> Value.of(0);
      default -> throw new NotUnderstood("awk's function " + name + " is not modelled");
    };
  }

  private Node argument(List<Node> arguments, int at) throws NotUnderstood {
    if (at >= arguments.size()) {
      throw new NotUnderstood("awk: a function has too few arguments");
    }
    return arguments.get(at);
  }

  private String text(List<Node> arguments, int at) throws NotUnderstood {
    return runtime.text(runtime.value(argument(arguments, at)));
  }

  private double number(List<Node> arguments, int at) throws NotUnderstood {
    return runtime.value(argument(arguments, at)).number();
  }

  private Value length(List<Node> arguments) throws NotUnderstood {
    if (arguments.isEmpty()) {
      return Value.of(runtime.record().length());
    }
    if (arguments.getFirst() instanceof Node.Variable variable
        && runtime.isArray(variable.name())) {
      return Value.of(runtime.array(variable.name()).size());
    }
    return Value.of(text(arguments, 0).length());
  }

  private Value substring(List<Node> arguments) throws NotUnderstood {
    String text = text(arguments, 0);
    double from = Math.rint(number(arguments, 1));
    double to =
        arguments.size() > 2 ? from + Math.rint(number(arguments, 2)) : Double.POSITIVE_INFINITY;
    int start = (int) Math.max(1, Math.min(from, text.length() + 1.0));
    int end = (int) Math.max(1, Math.min(to, text.length() + 1.0));
    return Value.of(end > start ? text.substring(start - 1, end - 1) : "");
  }

  private Value split(List<Node> arguments) throws NotUnderstood {
    String text = text(arguments, 0);
    if (!(argument(arguments, 1) instanceof Node.Variable array)) {
      throw new NotUnderstood("awk: split into something that is no array");
    }
    List<String> parts;
    if (arguments.size() > 2) {
      Node separator = arguments.get(2);
      parts =
          separator instanceof Node.Pattern pattern
              ? Fields.split(text, pattern.regex())
              : Fields.split(text, runtime.text(runtime.value(separator)), runtime);
    } else {
      parts = Fields.split(text, runtime.text(runtime.variable("FS")), runtime);
    }
    Map<String, Value> elements = runtime.array(array.name());
    elements.clear();
    for (int i = 0; i < parts.size(); i++) {
      elements.put(Integer.toString(i + 1), Value.input(parts.get(i)));
    }
    return Value.of(parts.size());
  }

  private Value substitute(List<Node> arguments, boolean all) throws NotUnderstood {
    Regex regex = runtime.regex(argument(arguments, 0));
    String replacement = text(arguments, 1);
    Node target =
        arguments.size() > 2 ? arguments.get(2) : new Node.Field(new Node.Constant(Value.of(0)));
    String text = runtime.text(runtime.value(target));
    StringBuilder out = new StringBuilder();
    int count = 0;
    int copied = 0;
    int at = 0;
    int lastEnd = -1;
    while (at <= text.length()) {
      int[] match = regex.search(text, at);
      if (match == null) {
        break;
      }
      boolean empty = match[0] == match[1];
      if (empty && match[0] == lastEnd) {
        at = match[0] + 1;
        continue;
      }
      count++;
      out.append(text, copied, match[0]);
      replace(replacement, text.substring(match[0], match[1]), out);
      runtime.requireSize(out.length());
      copied = match[1];
      lastEnd = match[1];
      at = empty ? match[1] + 1 : match[1];
      if (!all) {
        break;
      }
    }
    if (count > 0) {
      runtime.assign(target, Value.of(out.append(text, copied, text.length()).toString()));
    }
    return Value.of(count);
  }

  private static void replace(String replacement, String matched, StringBuilder out) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '\\'
          && i + 1 < replacement.length()
          && (replacement.charAt(i + 1) == '&' || replacement.charAt(i + 1) == '\\')) {
        out.append(replacement.charAt(++i));
      } else if (c == '&') {
        out.append(matched);
      } else {
        out.append(c);
      }
    }
  }

  private Value match(List<Node> arguments) throws NotUnderstood {
    int[] found = runtime.regex(argument(arguments, 1)).search(text(arguments, 0), 0);
    runtime.setVariable("RSTART", Value.of(found == null ? 0 : found[0] + 1));
    runtime.setVariable("RLENGTH", Value.of(found == null ? -1 : found[1] - found[0]));
    return runtime.variable("RSTART");
  }

  String format(List<Node> arguments) throws NotUnderstood {
    String format = text(arguments, 0);
    List<Value> values = new ArrayList<>();
    for (Node node : arguments.subList(1, arguments.size())) {
      values.add(runtime.value(node));
    }
    return Format.print(format, values, runtime.text(runtime.variable("CONVFMT")));
  }
}
