package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command that stands in a {@code console} block of the README and the docs, one
 * document after the other in a folder of its own that has the examples, and compares what they
 * print, numbers and digests aside, with what the document shows.
 */
class DocsTest {
  private static final Path ROOT = Repository.root();

  @TempDir static Path shared;
  @TempDir Path work;

  /** What a document has us do: write a file, or run a command. */
  private sealed interface Step {
    record Write(String file, String text) implements Step {}

    record Run(String command, List<String> shown) implements Step {}
  }

  static List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>(List.of("README.md"));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> ROOT.relativize(file).toString())
          .sorted()
          .forEach(documents::add);
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsDoWhatTheDocumentShows(String document) throws Exception {
    List<Step> steps = steps(Files.readAllLines(ROOT.resolve(document)));
    if (steps.stream().noneMatch(Step.Run.class::isInstance)) {
      return;
    }
    assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
    assumeTrue(Machine.has("skopeo"), "skopeo is not installed");
    prepare();
    for (Step step : steps) {
      switch (step) {
        case Step.Write write -> Files.writeString(work.resolve(write.file()), write.text());
        case Step.Run run -> {
          String said = run(run.command());
          assertThat(missing(run.shown(), said))
              .as("%s: $ %s%nprints%n%s%nand not%n%s", document, run.command(), said, run.shown())
              .isEmpty();
        }
      }
    }
  }

  @org.junit.jupiter.api.Test
  void aShownLineThatIsNotPrintedIsFound() {
    List<String> shown = List.of("a  12 passed", "…", "sha256:0123456789ab end");
    assertThat(missing(shown, "a 3 passed\nelse\nsha256:ffffffffffff end\n")).isEmpty();
    assertThat(missing(shown, "a 3 failed\nsha256:ffffffffffff end\n"))
        .containsExactly("a  12 passed");
    assertThat(missing(shown, "sha256:ffffffffffff end\na 3 passed\n"))
        .containsExactly("sha256:0123456789ab end");
  }

  private void prepare() throws Exception {
    Machine.run("cp", "-r", ROOT.resolve("examples").toString(), work.toString());
    try (Stream<Path> files = Files.list(work.resolve("examples"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".lock.json")).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(work.resolve("bin"));
    Files.createSymbolicLink(work.resolve("bin/plinth"), ROOT.resolve("plinth"));
    Files.createSymbolicLink(work.resolve("plinth"), ROOT.resolve("plinth"));
  }

  private String run(String command) throws Exception {
    Path log = Files.createTempFile(work, "said", "");
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command);
    builder.environment().put("PATH", work.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("PLINTH_STORE", work.resolve("store").toString());
    builder.environment().put("PLINTH_CACHE", shared.resolve("cache").toString());
    builder.environment().put("PLINTH_CONFIG", work.resolve("config").toString());
    Process process =
        builder
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(ended).as("$ %s ended within five minutes%n%s", command, said).isTrue();
    // head closes the pipe early: that is how pipes end, not a failure.
    assertThat(process.exitValue()).as("$ %s%n%s", command, said).isIn(0, 141);
    return said;
  }

  /** The shown lines that do not come, in this order; digests, numbers and spaces may differ. */
  private static List<String> missing(List<String> shown, String said) {
    List<String> lines = said.lines().map(DocsTest::masked).toList();
    List<String> missing = new ArrayList<>();
    int next = 0;
    for (String line : shown) {
      if (line.strip().equals("…") || line.isBlank()) {
        continue;
      }
      int at = next;
      while (at < lines.size() && !lines.get(at).equals(masked(line))) {
        at++;
      }
      if (at == lines.size()) {
        missing.add(line);
      } else {
        next = at + 1;
      }
    }
    return missing;
  }

  private static String masked(String line) {
    return line.strip()
        .replaceAll("[0-9a-f]{12,}", "HEX")
        .replaceAll("[0-9]+([.][0-9]+)*", "N")
        .replaceAll(" +", " ");
  }

  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      String fence = lines.get(i++);
      if (!fence.startsWith("```") || fence.equals("```")) {
        continue;
      }
      List<String> block = new ArrayList<>();
      while (!lines.get(i).equals("```")) {
        block.add(lines.get(i++));
      }
      i++;
      switch (fence) {
        case "```console" -> commands(block, steps);
        case "```yaml" -> {
          if (block.getFirst().startsWith("# ")) {
            steps.add(
                new Step.Write(block.getFirst().substring(2), String.join("\n", block) + "\n"));
          }
        }
        default -> {}
      }
    }
    return steps;
  }

  private static void commands(List<String> block, List<Step> steps) {
    int i = 0;
    while (i < block.size()) {
      StringBuilder command = new StringBuilder(block.get(i++).substring(2));
      List<String> shown = new ArrayList<>();
      boolean quoted = odd(command);
      while (i < block.size() && (quoted || !block.get(i).startsWith("$ "))) {
        if (quoted) {
          command.append('\n').append(block.get(i++));
          quoted = odd(command);
        } else {
          shown.add(block.get(i++));
        }
      }
      steps.add(new Step.Run(command.toString(), shown));
    }
  }

  /** A command goes on in the next line while a double quote is open. */
  private static boolean odd(CharSequence text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 1;
  }
}
