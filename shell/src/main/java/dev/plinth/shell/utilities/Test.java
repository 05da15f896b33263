package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Special;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Device;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** test and {@code [} (XCU test), as root sees the tree. */
public final class Test implements Command {
  private final boolean bash;

  public Test(boolean bash) {
    this.bash = bash;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    int end = words.size();
    if (words.getFirst().endsWith("[")) {
      if (!words.get(end - 1).equals("]")) {
        call.complain("[: missing ]\n");
        return 2;
      }
      end--;
    }
    try {
      return new Expression(call, words.subList(1, end)).all() ? 0 : 1;
    } catch (Malformed e) {
      call.complain(words.getFirst() + ": " + e.getMessage() + "\n");
      return 2;
    }
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private final class Expression {
    private final Invocation call;
    private final FileAccess files;
    private final List<String> words;
    private int at;

    Expression(Invocation call, List<String> words) {
      this.call = call;
      this.files = FileAccess.of(call);
      this.words = words;
    }

    boolean all() throws Malformed, NotUnderstood {
      int n = words.size();
      if (n == 0) {
        return false;
      }
      if (n == 1) {
        return !words.getFirst().isEmpty();
      }
      // XCU test: what few words mean depends on their number alone.
      if (n == 3 && isBinary(words.get(1))) {
        return binary(words.get(0), words.get(1), words.get(2));
      }
      if (n == 4 && words.get(0).equals("!") && isBinary(words.get(2))) {
        return !binary(words.get(1), words.get(2), words.get(3));
      }
      if (n == 3 && words.get(0).equals("(") && words.get(2).equals(")")) {
        return !words.get(1).isEmpty();
      }
      boolean value = or();
      if (at < n) {
        throw new Malformed(words.get(at) + ": unexpected operator");
      }
      return value;
    }

    private boolean or() throws Malformed, NotUnderstood {
      boolean value = and();
      while (at < words.size() && words.get(at).equals("-o")) {
        at++;
        value |= and();
      }
      return value;
    }

    private boolean and() throws Malformed, NotUnderstood {
      boolean value = not();
      while (at < words.size() && words.get(at).equals("-a")) {
        at++;
        value &= not();
      }
      return value;
    }

    private boolean not() throws Malformed, NotUnderstood {
      boolean negated = false;
      while (at < words.size()
          && words.get(at).equals("!")
          && !(at + 1 >= words.size() || (at + 2 < words.size() && isBinary(words.get(at + 1))))) {
        negated = !negated;
        at++;
      }
      return primary() != negated;
    }

    private boolean primary() throws Malformed, NotUnderstood {
      if (at >= words.size()) {
        throw new Malformed("argument expected");
      }
      String word = words.get(at);
      boolean operandFollows = at + 2 < words.size() && isBinary(words.get(at + 1));
      if (word.equals("(") && !operandFollows) {
        at++;
        boolean value = or();
        if (at >= words.size() || !words.get(at).equals(")")) {
          throw new Malformed("closing paren expected");
        }
        at++;
        return value;
      }
      if (operandFollows) {
        at += 3;
        return binary(word, words.get(at - 2), words.get(at - 1));
      }
      if (isUnary(word) && at + 1 < words.size()) {
        at += 2;
        return unary(word.charAt(1), words.get(at - 1));
      }
      at++;
      return !word.isEmpty();
    }

    private boolean isUnary(String word) {
      return word.length() == 2
          && word.charAt(0) == '-'
          && ("bcdefghkLnpOGrsStuwxz".indexOf(word.charAt(1)) >= 0
              || (bash && "av".indexOf(word.charAt(1)) >= 0));
    }

    private boolean isBinary(String word) {
      return switch (word) {
        case "=", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "<", ">" ->
            true;
        case "==" -> bash;
        default -> false;
      };
    }

    private boolean unary(char operator, String operand) throws Malformed, NotUnderstood {
      return switch (operator) {
        case 'n' -> !operand.isEmpty();
        case 'z' -> operand.isEmpty();
        case 't' -> false;
        case 'v' -> call.variable(operand).isPresent();
        case 'h', 'L' -> files.lstat(operand).orElse(null) instanceof Symlink;
        case 'x' -> isExecutable(operand);
        default -> file(operator, operand);
      };
    }

    private boolean isExecutable(String operand) {
      Optional<Node> node = files.stat(operand);
      if (node.isPresent()) {
        return node.get() instanceof Directory || (node.get().attributes().mode() & 0111) != 0;
      }
      return !operand.isEmpty() && call.present(files.absolute(operand));
    }

    private boolean file(char operator, String operand) {
      Optional<Node> found = files.stat(operand);
      if (found.isEmpty()) {
        boolean device = !operand.isEmpty() && Device.at(files.absolute(operand)) != null;
        return device && "aecrw".indexOf(operator) >= 0;
      }
      Node node = found.get();
      Attributes attributes = node.attributes();
      return switch (operator) {
        case 'f' -> node instanceof RegularFile;
        case 'd' -> node instanceof Directory;
        case 's' -> !(node instanceof RegularFile file) || file.content().size() > 0;
        case 'b' -> node instanceof Special special && special.kind() == 'b';
        case 'c' -> node instanceof Special special && special.kind() == 'c';
        case 'p' -> node instanceof Special special && special.kind() == 'p';
        case 'S' -> node instanceof Special special && special.kind() == 's';
        case 'u' -> (attributes.mode() & 04000) != 0;
        case 'g' -> (attributes.mode() & 02000) != 0;
        case 'k' -> (attributes.mode() & 01000) != 0;
        case 'O' -> attributes.uid() == call.uid();
        case 'G' -> attributes.gid() == call.gid();
        default -> true;
      };
    }

    private boolean binary(String left, String operator, String right)
        throws Malformed, NotUnderstood {
      return switch (operator) {
        case "=", "==" -> left.equals(right);
        case "!=" -> !left.equals(right);
        case "<" -> left.compareTo(right) < 0;
        case ">" -> left.compareTo(right) > 0;
        case "-nt" -> isNewer(left, right);
        case "-ot" -> isNewer(right, left);
        case "-ef" -> isSame(left, right);
        default -> compare(number(left), operator, number(right));
      };
    }

    private static boolean compare(long a, String operator, long b) {
      return switch (operator) {
        case "-eq" -> a == b;
        case "-ne" -> a != b;
        case "-lt" -> a < b;
        case "-le" -> a <= b;
        case "-gt" -> a > b;
        default -> a >= b;
      };
    }

    private long number(String text) throws Malformed {
      String digits = text.strip();
      int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
      for (int i = start; i < digits.length(); i++) {
        if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
          throw new Malformed("Illegal number: " + text);
        }
      }
      if (digits.length() == start || digits.length() > 18) {
        throw new Malformed("Illegal number: " + text);
      }
      return Long.parseLong(digits);
    }

    private boolean isNewer(String left, String right) throws NotUnderstood {
      Optional<Node> a = files.stat(left);
      Optional<Node> b = files.stat(right);
      if (a.isEmpty() || b.isEmpty()) {
        return a.isPresent();
      }
      long x = a.get().attributes().mtime();
      long y = b.get().attributes().mtime();
      if (x == Attributes.GENERATED && y == Attributes.GENERATED) {
        throw new NotUnderstood("which is newer, " + left + " or " + right + ", is not known");
      }
      return x == Attributes.GENERATED || (y != Attributes.GENERATED && x > y);
    }

    private boolean isSame(String left, String right) {
      try {
        String a = call.tree().canonical(files.absolute(left), true);
        String b = call.tree().canonical(files.absolute(right), true);
        return files.exists(left) && (a.equals(b) || call.tree().sameFile(a, b));
      } catch (FileSystemException e) {
        return false;
      }
    }
  }
}
