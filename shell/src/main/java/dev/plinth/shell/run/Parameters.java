package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.pattern.Glob;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Operator;
import dev.plinth.shell.syntax.Word.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Parameter expansion (XCU 2.6.2). */
final class Parameters {
  /** No process is ever started: any fixed number will do. */
  static final int PROCESS = 4242;

  private final Shell shell;
  private final Expander expander;

  Parameters(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  /**
   * What a parameter stands for.
   *
   * @param values one for a scalar; none where it is unset
   * @param list it is {@code $@} or {@code $*}, or all of an array
   * @param star joined by IFS in double quotes
   */
  private record Value(List<String> values, boolean list, boolean star) {
    boolean unset() {
      return values.isEmpty();
    }

    boolean empty() {
      return values.isEmpty() || (values.size() == 1 && values.getFirst().isEmpty());
    }
  }

  /** Whether in double quotes it may become no field at all. */
  boolean isList(Parameter parameter) {
    String index = parameter.index() == null ? "" : parameter.index().literal().orElse("");
    return parameter.name().equals("@") || index.equals("@");
  }

  void expand(Parameter parameter, boolean quoted, FieldBuffer out) throws NotUnderstood {
    Value value = value(parameter);
    Operator operator = parameter.operator();
    boolean missing = parameter.orEmpty() ? value.empty() : value.unset();
    Word operand = parameter.operand();
    char literal = quoted ? FieldBuffer.QUOTED : FieldBuffer.EXPANDED;
    switch (operator) {
      case NONE -> {
        requireSet(parameter, value);
        append(value, quoted, out);
      }
      case LENGTH -> {
        requireSet(parameter, value);
        out.append(Long.toString(length(value)), literal);
      }
      case DEFAULT -> {
        if (missing) {
          expander.operand(word(operand), quoted, literal, out);
        } else {
          append(value, quoted, out);
        }
      }
      case ALTERNATIVE -> {
        if (!missing) {
          expander.operand(word(operand), quoted, literal, out);
        }
      }
      case ASSIGN -> {
        if (missing) {
          append(assign(parameter, word(operand), quoted), quoted, out);
        } else {
          append(value, quoted, out);
        }
      }
      case ERROR -> {
        if (missing) {
          throw error(parameter, word(operand), quoted);
        }
        append(value, quoted, out);
      }
      default -> {
        requireSet(parameter, value);
        append(changed(parameter, value), quoted, out);
      }
    }
  }

  /** Of all positional parameters, dash gives the length of their text, bash their number. */
  private long length(Value value) {
    if (value.list) {
      return shell.dialect == Dialect.BASH
          ? value.values.size()
          : String.join(expander.separator(), value.values).length();
    }
    return value.unset() ? 0 : value.values.getFirst().length();
  }

  private static Word word(@Nullable Word operand) {
    return operand == null ? new Word(0, List.of()) : operand;
  }

  private Value assign(Parameter parameter, Word operand, boolean quoted) throws NotUnderstood {
    String name = parameter.name();
    if (!isVariable(name) || parameter.index() != null || parameter.indirect()) {
      throw new ShellError(name + ": bad variable name");
    }
    String value = quoted ? expander.quoted(operand) : expander.string(operand);
    shell.variables.set(name, value);
    return new Value(List.of(value), false, false);
  }

  private ShellError error(Parameter parameter, Word operand, boolean quoted) throws NotUnderstood {
    String message = quoted ? expander.quoted(operand) : expander.string(operand);
    if (operand.parts().isEmpty()) {
      message = parameter.orEmpty() ? "parameter not set or null" : "parameter not set";
    }
    return new ShellError(parameter.name() + ": " + message);
  }

  private void requireSet(Parameter parameter, Value value) {
    if (value.unset() && shell.options.is('u') && !value.list && !parameter.name().equals("!")) {
      throw new ShellError(parameter.name() + ": parameter not set");
    }
  }

  private void append(Value value, boolean quoted, FieldBuffer out) throws NotUnderstood {
    List<String> values = value.values;
    if (quoted && value.star) {
      String ifs = expander.ifs();
      out.append(String.join(ifs.isEmpty() ? "" : ifs.substring(0, 1), values), FieldBuffer.QUOTED);
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0 && (quoted || shell.dialect == Dialect.BASH)) {
        out.fieldBreak();
      } else if (i > 0) {
        out.space();
      }
      if (quoted) {
        if (value.list) {
          out.quotedEmpty();
        }
        out.append(values.get(i), FieldBuffer.QUOTED);
      } else {
        out.append(values.get(i), FieldBuffer.EXPANDED);
      }
    }
  }

  private Value changed(Parameter parameter, Value value) throws NotUnderstood {
    Operator operator = parameter.operator();
    if (operator == Operator.SUBSTRING || operator.compareTo(Operator.REPLACE_FIRST) >= 0) {
      List<String> out =
          new BashParameters(shell, expander).change(parameter, value.values, value.list);
      return new Value(out, value.list, value.star);
    }
    String pattern = expander.pattern(word(parameter.operand()));
    boolean suffix = operator == Operator.SHORT_SUFFIX || operator == Operator.LONG_SUFFIX;
    boolean longest = operator == Operator.LONG_SUFFIX || operator == Operator.LONG_PREFIX;
    List<String> out = new ArrayList<>(value.values.size());
    for (String text : value.values) {
      shell.session.steps(1 + text.length() / 16);
      Integer cut = Glob.cut(pattern, text, suffix, longest);
      int length = cut == null ? 0 : cut;
      out.add(suffix ? text.substring(0, text.length() - length) : text.substring(length));
    }
    return new Value(out, value.list, value.star);
  }

  // ---- values ------------------------------------------------------------------------------

  private Value value(Parameter parameter) throws NotUnderstood {
    String name = parameter.name();
    if (parameter.indirect()) {
      String target = scalar(name);
      if (target == null || !(isVariable(target) || isDigits(target))) {
        throw new NotUnderstood("indirect expansion of '" + name + "' is not modelled");
      }
      name = target;
    }
    Word index = parameter.index();
    if (index != null) {
      return element(parameter, name, index);
    }
    if (name.equals("@") || name.equals("*")) {
      return new Value(shell.arguments, true, name.equals("*"));
    }
    String value = scalar(name);
    return new Value(value == null ? List.of() : List.of(value), false, false);
  }

  private Value element(Parameter parameter, String name, Word index) throws NotUnderstood {
    NavigableMap<Integer, String> array = BashParameters.array(shell, name);
    String text = expander.quoted(index);
    if (text.equals("@") || text.equals("*")) {
      List<String> values =
          parameter.operator() == Operator.KEYS
              ? array.keySet().stream().map(String::valueOf).toList()
              : List.copyOf(array.values());
      return new Value(values, true, text.equals("*"));
    }
    long at = Arithmetic.evaluate(text, shell);
    if (at < 0 && !array.isEmpty()) {
      at += array.lastKey() + 1L;
    }
    String value = array.get((int) at);
    return new Value(value == null ? List.of() : List.of(value), false, false);
  }

  /** The value of a variable, position or special parameter; null where it is unset. */
  @Nullable String scalar(String name) throws NotUnderstood {
    char first = name.charAt(0);
    if (isDigits(name)) {
      if (name.length() > 6) {
        return null;
      }
      int position = Integer.parseInt(name);
      if (position == 0) {
        return shell.name;
      }
      return position <= shell.arguments.size() ? shell.arguments.get(position - 1) : null;
    }
    return switch (first) {
      case '#' -> Integer.toString(shell.arguments.size());
      case '?' -> Integer.toString(shell.status);
      case '-' -> shell.options.letters();
      case '$' -> Integer.toString(PROCESS);
      case '!' -> shell.lastJob == 0 ? null : Integer.toString(shell.lastJob);
      default -> variable(name);
    };
  }

  private @Nullable String variable(String name) throws NotUnderstood {
    String value = shell.variables.get(name);
    if (value != null) {
      return value;
    }
    boolean bash = shell.dialect == Dialect.BASH;
    return switch (name) {
      case "LINENO" -> bash ? Integer.toString(shell.line) : null;
      case "PPID" -> Integer.toString(PROCESS - 1);
      case "RANDOM", "SECONDS", "EPOCHSECONDS", "SRANDOM", "BASHPID" -> {
        if (bash) {
          throw new NotUnderstood("$" + name + " differs from run to run");
        }
        yield null;
      }
      case "UID", "EUID" -> bash ? "0" : null;
      case "BASH_VERSION" -> bash ? "5.2.15(1)-release" : null;
      default -> null;
    };
  }

  static boolean isVariable(String name) {
    if (name.isEmpty() || !(name.charAt(0) == '_' || isLetter(name.charAt(0)))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && !isLetter(c) && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigits(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** What a tilde stands for, or null where it stands for itself. */
  @Nullable String home(String user) throws NotUnderstood {
    if (user.isEmpty()) {
      return shell.variables.get("HOME");
    }
    return Accounts.user(shell.files(), user).map(Accounts.User::home).orElse(null);
  }
}
