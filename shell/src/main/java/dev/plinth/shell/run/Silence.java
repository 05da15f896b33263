package dev.plinth.shell.run;

import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Functions that print nothing, so that nothing is left of a {@code $(…)} that calls one. */
final class Silence {
  /** Commands that print nothing, whatever their arguments are. */
  private static final Set<String> SILENT =
      Set.of("[", "test", ":", "true", "false", "return", "exit", "break", "continue", "shift");

  private final Set<String> silent = new TreeSet<>();
  private final Set<String> loud = new TreeSet<>();

  /** A definition; of several by one name all must be silent. */
  void define(String function, Statement body) {
    if (prints(body)) {
      loud.add(function);
    } else {
      silent.add(function);
    }
  }

  /** Whether it is a call of a silent function alone. */
  boolean isCall(Statement body) {
    Statement only =
        body instanceof Statement.Sequence sequence && sequence.statements().size() == 1
            ? sequence.statements().getFirst()
            : body;
    if (!(only instanceof Statement.Simple call) || call.words().isEmpty()) {
      return false;
    }
    Optional<String> name = call.words().getFirst().literal();
    return name.isPresent() && silent.contains(name.get()) && !loud.contains(name.get());
  }

  private static boolean prints(@Nullable Statement statement) {
    return switch (statement) {
      case null -> false;
      case Statement.Simple simple -> prints(simple.words());
      case Statement.Sequence sequence -> sequence.statements().stream().anyMatch(Silence::prints);
      case Statement.AndOr list ->
          prints(list.first()) || list.rest().stream().anyMatch(link -> prints(link.statement()));
      case Statement.If choice ->
          prints(choice.condition()) || prints(choice.then()) || prints(choice.otherwise());
      case Statement.Loop loop -> prints(loop.condition()) || prints(loop.body());
      case Statement.For loop -> prints(loop.body());
      case Statement.Case cases -> cases.arms().stream().anyMatch(arm -> prints(arm.body()));
      case Statement.Group group -> prints(group.body());
      case Statement.Pipeline pipeline -> pipeline.stages().stream().anyMatch(Silence::prints);
      default -> true;
    };
  }

  private static boolean prints(List<Word> words) {
    return !words.isEmpty() && !SILENT.contains(words.getFirst().literal().orElse(""));
  }
}
