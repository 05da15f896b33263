package dev.plinth.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;

/** Runs through what start-up and a build load, so that the JDK can keep it in its cache. */
@Command(name = "train")
final class TrainCommand extends Work {
  @Override
  int run(Console console) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Map<String, String> environment = console.settings().environment();
    Cli.run(new String[] {"--help"}, nowhere, nowhere, environment);
    for (CommandList.Entry entry : CommandList.all()) {
      if (!entry.hidden()) {
        Cli.run(new String[] {entry.name(), "--help"}, nowhere, nowhere, environment);
      }
    }
    dev.plinth.app.Training.run();
    return 0;
  }
}
