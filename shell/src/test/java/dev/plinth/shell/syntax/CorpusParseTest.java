package dev.plinth.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.ScriptCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusParseTest {
  @Test
  void everyRealMaintainerScriptParses() throws Exception {
    List<String> failed = new ArrayList<>();
    int shell = 0;
    int bash = 0;
    long lines = 0;
    for (Path script : ScriptCorpus.scripts()) {
      String text = ScriptCorpus.text(script);
      String first = text.lines().findFirst().orElse("");
      if (!first.matches("#! ?/bin/(ba|da)?sh.*")) {
        continue;
      }
      Dialect dialect = first.contains("bash") ? Dialect.BASH : Dialect.DASH;
      shell++;
      bash += dialect == Dialect.BASH ? 1 : 0;
      lines += text.lines().count();
      try {
        Parser.parse(text, dialect, 1);
      } catch (NotUnderstood e) {
        failed.add(script + ":" + e.line() + ": " + e.why());
      }
    }
    System.out.println(shell + " scripts parsed (" + bash + " bash), " + lines + " lines");
    assertThat(failed).isEmpty();
    assertThat(shell).isPositive();
  }
}
