package dev.plinth.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
  private static final RuleFile FILE = new RuleFile("list of rules", "see its page");

  private record Rule(String name, LocalDate until) {}

  private static List<Rule> rules(Rules file) {
    file.only(List.of("rules"));
    return file.list("rules", "rule").stream()
        .map(rule -> rule.only(List.of("name", "until", "tags")))
        .map(rule -> new Rule(rule.text("name", "it is asked for"), rule.day("until", "it ends")))
        .toList();
  }

  private static List<Rule> read(String text) {
    return FILE.read(
        text.getBytes(StandardCharsets.UTF_8), new Source("f", Path.of("/")), RuleFileTest::rules);
  }

  @Test
  void isReadAsYamlAndAsJson() {
    List<Rule> expected = List.of(new Rule("a b", LocalDate.of(2027, 3, 31)));
    assertThat(read("rules:\n  - name: ' a b '\n    until: 2027-03-31\n")).isEqualTo(expected);
    assertThat(read("{\"rules\": [{\"name\": \"a b\", \"until\": \"2027-03-31\"}]}"))
        .isEqualTo(expected);
    assertThat(read("{}")).isEmpty();
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(
            () -> read("rule: 1\nrules:\n- {name: a, until: x}\n- {until: 2027-01-01}\n"))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.getMessage().lines())
                  .containsExactly(
                      "f:1:1: unknown key 'rule' in the list of rules; did you mean 'rules'?",
                      "f:3:20: 'until' is not a day: write 2027-03-31",
                      "f:4:3: the rule lacks 'name': it is asked for");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules: {} | f:1:8: 'rules' must be a list",
        "rules: [a] | f:1:9: 'rules' holds 'a', but must hold mappings",
        "rules: [{name: [], until: 2027-01-01}] | f:1:16: 'name' is a list, but must be a text",
        "rules: [{name: ~, until: 2027-01-01}] | f:1:16: 'name' is nothing, but must be a text",
        "rules: [{name: a, until: 2027-02-30}] | f:1:26: 'until' is not a day",
        "rules: [{name: a, name: b, until: 2027-01-01}] | f:1:19: the key 'name' was given before",
        "just a text | f:1:1: a list of rules is a mapping, not 'just a text'",
        "{a: &x [*x]} | f:1:",
      })
  void mistakesHaveAPlace(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void whatIsHugeOrNestedWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("rules: " + "[".repeat(100_000)))
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> read("#" + "x".repeat(5 << 20)))
        .hasMessageContaining("larger than 4194304 bytes");
  }

  @Test
  void aFileThatIsNotThereOrNoFileIsNamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rules.yaml");
    assertThatThrownBy(() -> FILE.read(file, RuleFileTest::rules))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessage("there is no list of rules " + file);
    assertThatThrownBy(() -> FILE.read(folder, RuleFileTest::rules))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
        .hasMessageContaining(folder.toString());
    Files.writeString(file, "rules: [{name: a, until: 2027-01-01}]");
    assertThat(FILE.read(file, RuleFileTest::rules)).hasSize(1);
    Files.write(file, new byte[] {'a', ':', (byte) 0xff});
    assertThatThrownBy(() -> FILE.read(file, RuleFileTest::rules))
        .hasMessageContaining("not UTF-8");
  }
}
