package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import dev.plinth.shell.syntax.Condition;
import dev.plinth.shell.syntax.Condition.Binary;
import dev.plinth.shell.syntax.Condition.Both;
import dev.plinth.shell.syntax.Condition.Either;
import dev.plinth.shell.syntax.Condition.Not;
import dev.plinth.shell.syntax.Condition.Unary;
import dev.plinth.shell.utilities.Test;
import java.util.List;

/** bash's {@code [[ … ]]}. */
final class Conditions {
  private final Shell shell;
  private final Expander expander;

  Conditions(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  boolean evaluate(Condition condition) throws NotUnderstood {
    shell.session.step();
    if (condition instanceof Not not) {
      return !evaluate(not.condition());
    }
    if (condition instanceof Both both) {
      return evaluate(both.left()) && evaluate(both.right());
    }
    if (condition instanceof Either either) {
      return evaluate(either.left()) || evaluate(either.right());
    }
    if (condition instanceof Unary unary) {
      return test(List.of(unary.operator(), expander.string(unary.operand())));
    }
    Binary binary = (Binary) condition;
    String left = expander.string(binary.left());
    return switch (binary.operator()) {
      case "=", "==" -> Glob.matches(expander.pattern(binary.right()), left);
      case "!=" -> !Glob.matches(expander.pattern(binary.right()), left);
      case "<" -> left.compareTo(expander.string(binary.right())) < 0;
      case ">" -> left.compareTo(expander.string(binary.right())) > 0;
      case "=~" -> throw new NotUnderstood("'=~' is not modelled");
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> {
        long a = Arithmetic.evaluate(left, shell);
        long b = Arithmetic.evaluate(expander.string(binary.right()), shell);
        yield test(List.of(Long.toString(a), binary.operator(), Long.toString(b)));
      }
      default -> test(List.of(left, binary.operator(), expander.string(binary.right())));
    };
  }

  private boolean test(List<String> words) throws NotUnderstood {
    java.util.ArrayList<String> arguments = new java.util.ArrayList<>(words);
    arguments.addFirst("test");
    int status = Builtins.command(shell, arguments, new Test(true));
    if (status > 1) {
      throw new NotUnderstood("the condition " + words + " is not modelled");
    }
    return status == 0;
  }
}
