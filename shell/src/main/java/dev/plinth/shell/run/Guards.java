package dev.plinth.shell.run;

import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Statement.Simple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which programs and files a script has tested for presence where it comes to a command. A test
 * counts for what follows it in its list, in the branches of its {@code if} or loop, and for the
 * rest of the commands that it stands among where one of its branches leaves them.
 */
final class Guards {
  /** A function that is called, and what was tested before. */
  private record Call(String caller, Set<String> tested) {}

  private final Map<String, List<Call>> calls = new HashMap<>();
  private Set<String> tested = Set.of();

  /** What counts now; never changed afterwards. */
  Set<String> now() {
    return tested;
  }

  /** Takes up again what counted before. */
  void back(Set<String> before) {
    tested = before;
  }

  void add(String name) {
    if (!tested.contains(name)) {
      TreeSet<String> more = new TreeSet<>(tested);
      more.add(name);
      tested = more;
    }
  }

  void called(String function, String caller) {
    calls.computeIfAbsent(function, _ -> new ArrayList<>()).add(new Call(caller, tested));
  }

  /** What is tested before every call of a function. */
  Set<String> before(String function) {
    return before(function, new TreeSet<>());
  }

  private Set<String> before(String function, Set<String> seen) {
    if (function.isEmpty() || !seen.add(function)) {
      return Set.of();
    }
    Set<String> all = null;
    for (Call call : calls.getOrDefault(function, List.of())) {
      if (call.caller.equals(function)) {
        continue;
      }
      TreeSet<String> one = new TreeSet<>(call.tested);
      one.addAll(before(call.caller, new TreeSet<>(seen)));
      if (all == null) {
        all = one;
      } else {
        all.retainAll(one);
      }
    }
    return all == null ? Set.of() : all;
  }

  /** Whether a name, or the file of a program of that name, is among what was tested. */
  static boolean has(Set<String> tested, String name) {
    if (tested.contains(name)) {
      return true;
    }
    String base = Programs.baseOf(name);
    for (String one : tested) {
      if (!base.isEmpty() && base.equals(Programs.baseOf(one))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a statement may end the commands that it stands among. */
  static boolean leaves(Statement statement) {
    return switch (statement) {
      case Simple simple ->
          !simple.words().isEmpty()
              && switch (simple.words().getFirst().literal().orElse("")) {
                case "exit", "return", "exec", "continue", "break" -> true;
                default -> false;
              };
      case Statement.Sequence all -> all.statements().stream().anyMatch(Guards::leaves);
      case Statement.AndOr list ->
          leaves(list.first()) || list.rest().stream().anyMatch(link -> leaves(link.statement()));
      case Statement.Group group -> leaves(group.body());
      case Statement.Redirected redirected -> leaves(redirected.body());
      case Statement.If choice -> {
        Statement otherwise = choice.otherwise();
        yield leaves(choice.then()) || (otherwise != null && leaves(otherwise));
      }
      case Statement.Case cases -> cases.arms().stream().anyMatch(arm -> leaves(arm.body()));
      case Statement.Loop loop -> leaves(loop.body());
      case Statement.For loop -> leaves(loop.body());
      case Statement.Pipeline pipeline ->
          pipeline.stages().size() == 1 && leaves(pipeline.stages().getFirst());
      case Statement.Background _,
          Statement.Subshell _,
          Statement.Function _,
          Statement.Test _,
          Statement.Arithmetic _ ->
          false;
    };
  }

  /** A test alone ends a script that stops at errors; a variable may keep what a test gave. */
  static boolean stays(Statement statement) {
    return statement instanceof Simple || statement instanceof Statement.Test || leaves(statement);
  }
}
