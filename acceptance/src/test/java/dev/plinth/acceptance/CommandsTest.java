package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print about real images, at a terminal and in a pipe. */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class CommandsTest {
  private static final int COLUMNS = 100;
  private static final int LINES = 30;
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{13}|\\b[0-9a-f]{40,}");
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

  @TempDir Path temp;

  static Stream<Arguments> commands() {
    return Stream.of(
            "list",
            "inspect debian-nginx",
            "inspect plinth --packages",
            "inspect debian-java --packages",
            "diff debian-micro debian-java",
            "diff debian-micro debian-micro-debug",
            "diff debian-nginx debian-python",
            "update examples/debian-nginx.yaml --dry-run",
            "lock examples/debian-nginx.yaml",
            "build examples/debian-nginx.yaml",
            "test debian-nginx --platform linux/amd64",
            "export debian-nginx --to OUT --format rootfs --force")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void linesFitAndDigestsAreShort(String command, Examples examples) {
    Examples all = with(examples, command);
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.replaceAll(word -> word.equals("OUT") ? temp.resolve("out.tar").toString() : word);
    PlinthProcess.Result piped = all.plinth().run(words.toArray(String[]::new)).ok();
    assertThat(piped.out().lines()).isNotEmpty().allSatisfy(CommandsTest::fits);
    assertThat(piped.out() + piped.err()).doesNotContain("\u001b").doesNotContain("\r");
    words.addAll(List.of("-o", "json"));
    PlinthProcess.Result json = all.plinth().run(words.toArray(String[]::new)).ok();
    assertThat(json.json().isContainer()).as(json.out()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "build examples/debian-nginx.yaml --skip-tests"})
  void linesFitAtATerminal(String command, Examples examples) {
    assumeTrue(Machine.has("script"), "script is not installed");
    Examples all = with(examples, command);
    String line = "stty cols " + COLUMNS + "; exec \"$PLINTH\" " + command;
    PlinthProcess.Result said =
        all.plinth()
            .with("PLINTH", Repository.root().resolve("plinth").toString())
            .through("sh", "-c", "exec script -qec \"$0\" /dev/null", line)
            .run();
    assertThat(said.code()).as(said.out()).isZero();
    String plain = ESCAPE.matcher(said.out()).replaceAll("");
    assertThat(plain.split("[\r\n]+")).isNotEmpty().allSatisfy(CommandsTest::fits);
  }

  @Test
  void everyCommandHasHelpOfOneScreenWithTwoExamplesAndAManualPage(Examples examples) {
    List<String> commands = new ArrayList<>();
    examples
        .plinth()
        .run("--help")
        .ok()
        .out()
        .lines()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .forEach(line -> commands.add(line.strip().split(" ", 2)[0]));
    assertThat(commands).contains("build", "export", "completion").hasSizeGreaterThanOrEqualTo(10);
    for (String command : commands) {
      List<String> help = examples.plinth().run(command, "--help").ok().out().lines().toList();
      assertThat(help).as(command).hasSizeLessThanOrEqualTo(LINES);
      assertThat(help).as(command).allSatisfy(CommandsTest::fits);
      assertThat(help.subList(help.indexOf("Examples:") + 1, help.size()))
          .as(command)
          .filteredOn(line -> line.contains("plinth " + command))
          .hasSize(2);
      String page = examples.plinth().run("man", command).ok().out();
      assertThat(page).as(command).startsWith(".TH").contains(".SH EXAMPLES");
    }
  }

  @Test
  void helpTakesACommandAsOtherToolsDo(Examples examples) {
    PlinthProcess plinth = examples.plinth();
    assertThat(plinth.run("help").ok().out()).isEqualTo(plinth.run("--help").ok().out());
    assertThat(plinth.run("help", "key", "create").ok().out())
        .isEqualTo(plinth.run("key", "create", "--help").ok().out())
        .contains("plinth key create");
    assertThat(plinth.run("help", "bulid").code()).isEqualTo(2);
  }

  @Test
  void errorsSayWhatWhyAndWhatToDo(Examples examples) {
    examples.build("debian-micro");
    for (String command :
        List.of(
            "inspect nothing",
            "build nothing.yaml",
            "export debian-micro",
            "export debian-micro --to no/folder/x.tar")) {
      PlinthProcess.Result result = examples.plinth().run(command.split(" "));
      assertThat(result.code()).as(command).isNotZero();
      assertThat(result.out()).as(command).isEmpty();
      assertThat(result.err().lines().toList())
          .as(command)
          .hasSizeBetween(2, 3)
          .allSatisfy(CommandsTest::fits);
      assertThat(result.err()).startsWith("plinth: ").contains("\n  → ").doesNotContain("\tat ");
    }
  }

  /** All images that the command names are there. */
  private static Examples with(Examples examples, String command) {
    for (String word : command.split(" ")) {
      String name = word.replaceAll("^examples/|\\.yaml$", "").replace("-debug", ":debug");
      if (name.startsWith("debian-") || name.equals("plinth")) {
        examples.build(name);
      }
    }
    examples.build("debian-micro");
    return examples;
  }

  private static void fits(String line) {
    assertThat(line.codePointCount(0, line.length())).as(line).isLessThanOrEqualTo(COLUMNS);
    assertThat(DIGEST.matcher(line).find()).as(line).isFalse();
  }
}
