package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Operator;
import dev.plinth.shell.syntax.Word.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operators of bash's parameter expansion, and its arrays. */
final class BashParameters {
  private final Shell shell;
  private final Expander expander;

  BashParameters(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  /** The elements of an array; a scalar is its own element 0. */
  static NavigableMap<Integer, String> array(Shell shell, String name) {
    Variables.Variable variable = shell.variables.variable(name);
    if (variable == null) {
      return Collections.emptyNavigableMap();
    }
    NavigableMap<Integer, String> array = variable.array();
    if (array != null) {
      return array;
    }
    NavigableMap<Integer, String> single = new TreeMap<>();
    if (variable.value() != null) {
      single.put(0, variable.value());
    }
    return single;
  }

  List<String> change(Parameter parameter, List<String> values, boolean list) throws NotUnderstood {
    if (parameter.operator() == Operator.SUBSTRING) {
      return substring(parameter, values, list);
    }
    List<String> out = new ArrayList<>(values.size());
    for (String value : values) {
      out.add(one(parameter, value));
    }
    return out;
  }

  private String one(Parameter parameter, String value) throws NotUnderstood {
    return switch (parameter.operator()) {
      case UPPER_ALL -> value.toUpperCase(Locale.ROOT);
      case LOWER_ALL -> value.toLowerCase(Locale.ROOT);
      case UPPER_FIRST -> value.isEmpty() ? "" : upper(value.substring(0, 1)) + value.substring(1);
      case LOWER_FIRST ->
          value.isEmpty()
              ? ""
              : value.substring(0, 1).toLowerCase(Locale.ROOT) + value.substring(1);
      case REPLACE_FIRST, REPLACE_ALL, REPLACE_PREFIX, REPLACE_SUFFIX -> replace(parameter, value);
      case KEYS -> value;
      default -> throw new NotUnderstood("parameter operator " + parameter.operator());
    };
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private String replace(Parameter parameter, String value) throws NotUnderstood {
    String pattern = expander.pattern(operand(parameter.operand()));
    Word with = parameter.second();
    String replacement = with == null ? "" : expander.string(with);
    Operator operator = parameter.operator();
    if (pattern.isEmpty()) {
      return value;
    }
    if (operator == Operator.REPLACE_PREFIX || operator == Operator.REPLACE_SUFFIX) {
      boolean suffix = operator == Operator.REPLACE_SUFFIX;
      Integer cut = Glob.cut(pattern, value, suffix, true);
      if (cut == null) {
        return value;
      }
      return suffix
          ? value.substring(0, value.length() - cut) + replacement
          : replacement + value.substring(cut);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    boolean done = false;
    while (at < value.length()) {
      shell.session.step();
      Integer length = done ? null : Glob.cut(pattern, value.substring(at), false, true);
      if (length == null || length == 0) {
        out.append(value.charAt(at++));
      } else {
        out.append(replacement);
        at += length;
        done = operator == Operator.REPLACE_FIRST;
      }
    }
    return out.toString();
  }

  private List<String> substring(Parameter parameter, List<String> values, boolean list)
      throws NotUnderstood {
    long offset = Arithmetic.evaluate(expander.quoted(operand(parameter.operand())), shell);
    Word second = parameter.second();
    Long length = second == null ? null : Arithmetic.evaluate(expander.quoted(second), shell);
    if (list) {
      if (parameter.name().equals("@") || parameter.name().equals("*")) {
        List<String> all = new ArrayList<>();
        all.add(shell.name);
        all.addAll(values);
        int[] range = range(offset, length, all.size(), true);
        return range == null ? List.of() : all.subList(range[0], range[1]);
      }
      int[] range = range(offset, length, values.size(), true);
      return range == null ? List.of() : values.subList(range[0], range[1]);
    }
    if (values.isEmpty()) {
      return values;
    }
    String value = values.getFirst();
    int[] range = range(offset, length, value.length(), false);
    return List.of(range == null ? "" : value.substring(range[0], range[1]));
  }

  private static int @Nullable [] range(
      long offset, @Nullable Long length, int size, boolean list) {
    long from = offset < 0 ? size + offset : offset;
    if (from < 0 || from > size) {
      return null;
    }
    long to = length == null ? size : length < 0 ? size + length : from + length;
    if (to < from || (list && length != null && length < 0)) {
      throw new ShellError(1, length + ": substring expression < 0");
    }
    return new int[] {(int) from, (int) Math.min(to, size)};
  }

  private static Word operand(@Nullable Word operand) {
    return operand == null ? new Word(0, List.of()) : operand;
  }
}
