package dev.plinth.cli;

import dev.plinth.app.Training;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
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
    Path folder = Files.createTempDirectory("plinth-training-");
    try {
      Training.Image image = Training.run(folder);
      String store = image.store().toString();
      String cache = folder.resolve("cache").toString();
      String key = image.key().toString();
      for (String[] command :
          new String[][] {
            {"verify", image.name(), "--key", key, "--store", store, "--cache", cache, "--quiet"},
            {"explain", image.name(), image.path(), "--store", store, "--cache", cache, "--quiet"},
          }) {
        if (Cli.run(command, nowhere, console.err(), environment) != 0) {
          throw new PlinthException(
              ErrorCode.INTERNAL, "the training of " + command[0] + " failed", "see above");
        }
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }
}
