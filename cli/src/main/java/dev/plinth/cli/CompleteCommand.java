package dev.plinth.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/**
 * What a shell may complete the last of some words to, from the command definitions and the store;
 * nothing where a file name is wanted.
 */
@Command(name = "complete")
final class CompleteCommand extends Work {
  @Parameters(arity = "0..*", paramLabel = "WORD", description = "The words typed so far.")
  List<String> words = new ArrayList<>();

  @Override
  int run(Console console) {
    String last = words.isEmpty() ? "" : words.getLast();
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    TreeSet<String> found = new TreeSet<>();
    for (String candidate : candidates(before, last, console)) {
      if (candidate.startsWith(last)) {
        found.add(candidate);
      }
    }
    found.forEach(console::print);
    return 0;
  }

  private static List<String> candidates(List<String> before, String last, Console console) {
    CommandLine all = Commands.everything();
    CommandLine at =
        before.stream()
            .map(all.getSubcommands()::get)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(all);
    if (!before.isEmpty()) {
      OptionSpec valued = at.getCommandSpec().optionsMap().get(before.getLast());
      if (valued != null && valued.arity().max() > 0) {
        return values(valued);
      }
    }
    List<String> found = new ArrayList<>();
    if (last.startsWith("-")) {
      found.addAll(at.getCommandSpec().optionsMap().keySet());
    } else if (at.equals(all)) {
      CommandList.all().stream().filter(e -> !e.hidden()).forEach(e -> found.add(e.name()));
    } else {
      at.getCommandSpec().positionalParameters().forEach(spec -> found.addAll(values(spec)));
      boolean image =
          at.getCommandSpec().positionalParameters().stream()
              .anyMatch(spec -> spec.paramLabel().startsWith("IMAGE"));
      if (image) {
        found.addAll(StoreNames.of(console.settings()));
      }
    }
    return found;
  }

  private static List<String> values(ArgSpec spec) {
    List<String> values = new ArrayList<>();
    if (spec.completionCandidates() != null) {
      spec.completionCandidates().forEach(values::add);
    }
    if (spec.type().isEnum()) {
      for (Object value : spec.type().getEnumConstants()) {
        values.add(value.toString());
      }
    }
    return values;
  }
}
