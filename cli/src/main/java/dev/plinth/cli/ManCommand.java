package dev.plinth.cli;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints manual pages, made from the command definitions. */
@Command(
    name = "man",
    footer = {
      "",
      "Examples:",
      "  plinth man build | man -l -",
      "  plinth man --all ~/.local/share/man/man1"
    })
final class ManCommand extends Work {
  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command; plinth itself without it.")
  @Nullable String command;

  @Option(names = "--all", paramLabel = "DIR", description = "Write every page to this folder.")
  @Nullable Path all;

  @Override
  int run(Console console) throws IOException {
    if (all != null) {
      Files.createDirectories(all);
      Files.writeString(all.resolve("plinth.1"), ManualPage.overview());
      for (CommandList.Entry entry : CommandList.all()) {
        if (!entry.hidden()) {
          Files.writeString(all.resolve("plinth-" + entry.name() + ".1"), ManualPage.of(entry));
        }
      }
      return 0;
    }
    if (command == null) {
      console.out().print(ManualPage.overview());
      return 0;
    }
    String name = command;
    CommandList.Entry entry =
        CommandList.find(name)
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.NOT_FOUND,
                    "there is no command '" + name + "'",
                    "see plinth --help"));
    console.out().print(ManualPage.of(entry));
    return 0;
  }
}
