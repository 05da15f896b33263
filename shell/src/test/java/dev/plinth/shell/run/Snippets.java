package dev.plinth.shell.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes shell code at random, the same for the same seed. */
final class Snippets {
  private final Random random;

  /** The functions that may be called where no endless recursion comes of it. */
  private int loops;

  private List<String> callable = List.of();

  Snippets(long seed) {
    random = new Random(seed);
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private String one(String... choices) {
    return choices[below(choices.length)];
  }

  /** Characters that mean something somewhere. */
  private String value() {
    StringBuilder out = new StringBuilder();
    for (int i = below(6); i >= 0; i--) {
      out.append(
          one(
              "a", "b", "ab", " ", "  ", "\t", ":", "*", "?", "[", "]", "\\", "'", "\"", "$", "`",
              "~", "-", "/", ".", "=", "!", "#", "%", "{", "}", "\n", ""));
    }
    return out.toString();
  }

  static String quote(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  // ---- expansion ---------------------------------------------------------------------------

  /** Sets some variables and shows what words become. */
  String expansion() {
    StringBuilder out = new StringBuilder();
    for (String name : List.of("x", "y", "z")) {
      if (below(5) > 0) {
        out.append(name).append('=').append(quote(value())).append("; ");
      }
    }
    out.append("set --");
    for (int i = below(4); i > 0; i--) {
      out.append(' ').append(quote(value()));
    }
    out.append("; ");
    switch (below(5)) {
      case 0 ->
          out.append("IFS=")
              .append(quote(one(":", ": ", "", "b", " ", ":-", "\n", "/")))
              .append("; ");
      case 1 -> out.append("unset IFS; ");
      default -> {}
    }
    if (below(6) == 0) {
      out.append("set -f; ");
    }
    switch (below(4)) {
      case 0 -> out.append("v=").append(word(2)).append("; show \"$v\"");
      case 1 -> out.append("show ").append(word(2)).append(' ').append(word(2));
      case 2 -> out.append("for i in ").append(word(2)).append("; do show \"$i\"; done");
      default -> out.append("show ").append(word(3));
    }
    return out.toString();
  }

  private String word(int depth) {
    StringBuilder out = new StringBuilder();
    for (int i = below(3); i >= 0; i--) {
      out.append(piece(depth, false));
    }
    return out.toString();
  }

  private String piece(int depth, boolean quoted) {
    if (depth == 0) {
      return one("a", "b", "$x", "${y}", "c");
    }
    return switch (below(quoted ? 9 : 12)) {
      case 0 -> one("$x", "$y", "$z", "$1", "$2");
      case 1 -> one("$@", "$*", "$#", "${@}");
      case 2 -> "${" + name() + one("-", ":-", "+", ":+", "=", ":=") + operand(depth, quoted) + "}";
      case 3 -> "${" + name() + one("#", "##", "%", "%%") + pattern() + "}";
      case 4 -> "${#" + name() + "}";
      case 5 -> "$(printf '%s' " + word(depth - 1) + ")";
      case 6 -> one("a", "b", ".", "-", ":", "/", "=");
      case 7 -> "$((" + below(9) + one("+", "*", "-") + below(9) + "))";
      case 8 -> one("\\\\", "\\$", "\\\"");
      case 9 -> quote(value().replace("'", ""));
      case 10 -> one("\\*", "\\ ", "\\'", "*", "?", "[ab]", "[!a]", "~");
      default -> {
        StringBuilder inner = new StringBuilder("\"");
        for (int i = below(3); i >= 0; i--) {
          inner.append(piece(depth - 1, true));
        }
        yield inner.append('"').toString();
      }
    };
  }

  private String name() {
    return one("x", "y", "z", "x", "y");
  }

  private String operand(int depth, boolean quoted) {
    StringBuilder out = new StringBuilder();
    for (int i = below(2); i >= 0; i--) {
      out.append(
          switch (below(5)) {
            case 0 -> one("a", "b c", "d");
            case 1 -> quoted ? "e" : quote(one("a b", "*", "x"));
            case 2 -> depth > 1 ? piece(depth - 1, quoted) : "f";
            case 3 -> "\"" + one("g h", "$x", "*", "$@") + "\"";
            default -> one("$y", "${z}", "i");
          });
    }
    // A brace would end the operand.
    return out.toString().replace("}{", "");
  }

  private String pattern() {
    StringBuilder out = new StringBuilder();
    for (int i = below(3); i >= 0; i--) {
      out.append(
          one(
              "a",
              "b",
              "*",
              "?",
              "[ab]",
              "[!a]",
              ":",
              " ",
              "\\*",
              "'*'",
              "\"?\"",
              "\"$y\"",
              "$y",
              "[[:alpha:]]",
              "-",
              "."));
    }
    return out.toString();
  }

  // ---- case, read, arithmetic --------------------------------------------------------------

  String cases() {
    StringBuilder out =
        new StringBuilder("y=" + quote(value()) + "; case " + quote(value()) + " in ");
    for (int i = 0; i < 4; i++) {
      out.append(pattern())
          .append(one("", "|" + pattern()))
          .append(") show ")
          .append(i)
          .append(";; ");
    }
    return out.append("*) show other;; esac").toString();
  }

  String read() {
    String ifs = one("", "IFS=: ", "IFS=' :' ", "IFS= ", "IFS=a ", "IFS=': \t' ");
    return "printf '%s\\n' "
        + quote(value() + value())
        + " | { "
        + ifs
        + "read "
        + one("", "-r ")
        + one("p", "p q", "p q r")
        + "; show $? \"${p-U}\" \"${q-U}\" \"${r-U}\"; }";
  }

  String arithmetic() {
    return "i=" + below(7) + "; j=-" + below(5) + "; show $((" + expression(3) + ")) $i $j";
  }

  private String expression(int depth) {
    if (depth == 0) {
      return one("i", "j", "1", "2", "07", "0x1f", "$i", "10", "n");
    }
    String a = expression(depth - 1);
    String b = expression(depth - 1);
    return switch (below(12)) {
      case 0 -> "(" + a + ")";
      case 1 -> one("-", "!", "~", "+") + " (" + a + ")";
      case 2 -> a + "?" + b + ":" + expression(depth - 1);
      case 3 -> one("i", "j", "k") + one("=", "+=", "-=", "*=", "|=", "^=", "&=") + "(" + a + ")";
      case 4 -> a + one("&&", "||") + b;
      case 5 -> a + one("<", "<=", ">", ">=", "==", "!=") + b;
      case 6 -> a + " " + one("&", "|", "^") + " " + b;
      case 7 -> "(" + a + ")" + one("<<", ">>") + below(4);
      case 8 -> a + one("/", "%") + one("3", "2", "(" + b + "|1)");
      default -> a + one(" + ", "-", "*", " - ") + b;
    };
  }

  // ---- control flow ------------------------------------------------------------------------

  /** Nested commands under set -e, with a trail of what ran. */
  String flow() {
    callable = List.of();
    StringBuilder out = new StringBuilder("f() { " + list(1) + "; }; ");
    callable = List.of("f");
    out.append("g() { " + list(1) + "; }; ");
    callable = List.of("f", "g");
    out.append(one("set -e; ", "set -e; ", "")).append(list(2));
    return out.toString();
  }

  private String list(int depth) {
    StringBuilder out = new StringBuilder(statement(depth));
    for (int i = below(3); i > 0; i--) {
      out.append("; ").append(statement(depth));
    }
    return out.toString();
  }

  private String simple() {
    return one(
        "true",
        "false",
        "show " + below(9),
        "show " + below(9),
        "return " + below(3),
        "exit " + below(4),
        "x=$(false)",
        "x=$(show in; false)",
        "test -n ''",
        "show $?",
        ":",
        "break",
        "continue",
        callable.isEmpty() ? "true" : callable.get(below(callable.size())),
        callable.isEmpty() ? "false" : callable.get(below(callable.size())),
        "eval false",
        "local q=1",
        "(exit " + below(3) + ")",
        "command false",
        "! false",
        "! true");
  }

  /** A loop with a counter of its own: one that a function shares with its caller may never end. */
  private String counted(String body) {
    String n = "n" + ++loops;
    return n + "=0; while [ $" + n + " -lt 2 ]; do " + n + "=$((" + n + "+1)); " + body + "; done";
  }

  private String statement(int depth) {
    if (depth == 0) {
      return simple();
    }
    String a = list(depth - 1);
    String b = list(depth - 1);
    return switch (below(14)) {
      case 0 -> "if " + a + "; then " + b + "; fi";
      case 1 -> "if " + a + "; then " + b + "; else " + list(depth - 1) + "; fi";
      case 2 -> "{ " + a + "; }";
      case 3 -> "( " + a + " )";
      case 4 -> statement(depth - 1) + " && " + statement(depth - 1);
      case 5 -> statement(depth - 1) + " || " + statement(depth - 1);
      case 6 -> "for i in 1 2; do " + a + "; done";
      case 7 -> counted(a);
      case 8 -> "case " + one("a", "b") + " in a) " + a + ";; *) " + b + ";; esac";
      case 9 -> statement(depth - 1).replace("exit", ": exit") + " | cat";
      case 10 -> "! " + simple();
      case 11 -> "show $(" + a + ")";
      default -> simple();
    };
  }

  List<String> many(int count, java.util.function.Supplier<String> maker) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(maker.get());
    }
    return all;
  }
}
