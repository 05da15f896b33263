package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex;
import java.math.BigInteger;
import java.util.List;

/** expr. */
final class Expr extends Utility {
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    if (!words.isEmpty() && words.getFirst().equals("--")) {
      words = words.subList(1, words.size());
    }
    try {
      Parser parser = new Parser(words);
      String value = parser.or();
      if (parser.at < words.size()) {
        throw new Wrong("syntax error: unexpected argument '" + words.get(parser.at) + "'");
      }
      call.print(value + "\n");
      return isNull(value) ? 1 : 0;
    } catch (Wrong e) {
      call.complain("expr: " + e.getMessage() + "\n");
      return 2;
    }
  }

  private static boolean isNull(String value) {
    if (value.isEmpty()) {
      return true;
    }
    int start = value.startsWith("-") && value.length() > 1 ? 1 : 0;
    for (int i = start; i < value.length(); i++) {
      if (value.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static final class Parser {
    private final List<String> words;
    private int at;
    private int depth;

    Parser(List<String> words) {
      this.words = words;
    }

    private boolean takes(String operator) {
      if (at < words.size() && words.get(at).equals(operator)) {
        at++;
        return true;
      }
      return false;
    }

    String or() throws Wrong, NotUnderstood {
      String left = and();
      while (takes("|")) {
        String right = and();
        left = !isNull(left) ? left : isNull(right) ? "0" : right;
      }
      return left;
    }

    private String and() throws Wrong, NotUnderstood {
      String left = comparison();
      while (takes("&")) {
        String right = comparison();
        left = isNull(left) || isNull(right) ? "0" : left;
      }
      return left;
    }

    private String comparison() throws Wrong, NotUnderstood {
      String left = sum();
      while (at < words.size()
          && "< <= = == != >= >".contains(words.get(at))
          && !words.get(at).isBlank()) {
        String operator = words.get(at++);
        String right = sum();
        BigInteger a = number(left);
        BigInteger b = number(right);
        int order = a != null && b != null ? a.compareTo(b) : left.compareTo(right);
        boolean holds =
            switch (operator) {
              case "<" -> order < 0;
              case "<=" -> order <= 0;
              case "=", "==" -> order == 0;
              case "!=" -> order != 0;
              case ">=" -> order >= 0;
              default -> order > 0;
            };
        left = holds ? "1" : "0";
      }
      return left;
    }

    private String sum() throws Wrong, NotUnderstood {
      String left = product();
      while (at < words.size() && (words.get(at).equals("+") || words.get(at).equals("-"))) {
        boolean plus = words.get(at++).equals("+");
        BigInteger a = integer(left);
        BigInteger b = integer(product());
        left = (plus ? a.add(b) : a.subtract(b)).toString();
      }
      return left;
    }

    private String product() throws Wrong, NotUnderstood {
      String left = match();
      while (at < words.size() && List.of("*", "/", "%").contains(words.get(at))) {
        String operator = words.get(at++);
        BigInteger a = integer(left);
        BigInteger b = integer(match());
        if (!operator.equals("*") && b.signum() == 0) {
          throw new Wrong("division by zero");
        }
        left =
            (operator.equals("*")
                    ? a.multiply(b)
                    : operator.equals("/") ? a.divide(b) : a.remainder(b))
                .toString();
      }
      return left;
    }

    private String match() throws Wrong, NotUnderstood {
      String left = primary();
      while (takes(":")) {
        left = match(left, primary());
      }
      return left;
    }

    private static String match(String text, String pattern) throws NotUnderstood {
      Regex regex = Regex.compile(pattern, Regex.Syntax.BASIC);
      int[] match = regex.matchAt(text, 0);
      if (regex.groups() > 0) {
        return match == null || match[2] < 0 ? "" : text.substring(match[2], match[3]);
      }
      return match == null ? "0" : Integer.toString(match[1]);
    }

    private String primary() throws Wrong, NotUnderstood {
      if (++depth > 200) {
        throw new NotUnderstood("expr nested too deeply");
      }
      if (at >= words.size()) {
        throw new Wrong("syntax error: missing argument");
      }
      String word = words.get(at++);
      String value =
          switch (word) {
            case "(" -> {
              String inner = or();
              if (!takes(")")) {
                throw new Wrong("syntax error: expecting ')'");
              }
              yield inner;
            }
            case "match" -> match(primary(), primary());
            case "length" -> Integer.toString(primary().length());
            case "substr" -> substring(primary(), primary(), primary());
            case "index" -> index(primary(), primary());
            case "+" -> at < words.size() ? words.get(at++) : word;
            default -> word;
          };
      depth--;
      return value;
    }

    private static String index(String text, String chars) {
      for (int i = 0; i < text.length(); i++) {
        if (chars.indexOf(text.charAt(i)) >= 0) {
          return Integer.toString(i + 1);
        }
      }
      return "0";
    }

    private static String substring(String text, String from, String length) {
      BigInteger start = number(from);
      BigInteger count = number(length);
      if (start == null
          || count == null
          || start.signum() <= 0
          || count.signum() <= 0
          || start.bitLength() > 30) {
        return "";
      }
      int first = start.intValue() - 1;
      if (first >= text.length()) {
        return "";
      }
      int end = count.bitLength() > 30 ? text.length() : first + count.intValue();
      return text.substring(first, Math.min(text.length(), end));
    }

    private static @org.jspecify.annotations.Nullable BigInteger number(String text) {
      int start = text.startsWith("-") ? 1 : 0;
      if (text.length() == start || text.length() > 200) {
        return null;
      }
      for (int i = start; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          return null;
        }
      }
      return new BigInteger(text);
    }

    private static BigInteger integer(String text) throws Wrong {
      BigInteger number = number(text);
      if (number == null) {
        throw new Wrong("non-integer argument");
      }
      return number;
    }
  }
}
