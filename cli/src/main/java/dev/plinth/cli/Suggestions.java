package dev.plinth.cli;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Nearest;
import dev.plinth.model.PlinthException;

/** What somebody may have meant. */
final class Suggestions {
  private Suggestions() {}

  static PlinthException unknownCommand(String word) {
    String near =
        Nearest.of(word, CommandList.all().stream().map(CommandList.Entry::name).toList(), 1)
            .stream()
            .findFirst()
            .map(name -> "did you mean 'plinth " + name + "'? ")
            .orElse("");
    return new PlinthException(
        ErrorCode.USAGE, "there is no command '" + word + "'", near + "see plinth --help");
  }
}
