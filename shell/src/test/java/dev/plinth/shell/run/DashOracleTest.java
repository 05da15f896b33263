package dev.plinth.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.shell.Oracle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-written snippets, run in the real dash and here: output, status and files must be equal. */
class DashOracleTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"grammar.txt", "expansion.txt", "errexit.txt", "builtins.txt"})
  void dashAndTheInterpreterAgree(String resource) throws Exception {
    Oracle.require("dash");
    List<String> snippets = Oracle.snippets(resource);
    List<String> differences = new ArrayList<>();
    for (String snippet : snippets) {
      Oracle.compare("dash", snippet, scratch, differences);
    }
    assertThat(differences).as("%s of %s", resource, snippets.size()).isEmpty();
  }
}
