package dev.plinth.shell.utilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.shell.Oracle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real utilities and the modelled ones, over the same small trees. */
class UtilityOracleTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"text.txt", "files.txt", "sed.txt", "awk.txt"})
  void theRealUtilitiesAndTheModelsAgree(String resource) throws Exception {
    Oracle.require("dash");
    Oracle.require(resource.equals("awk.txt") ? "mawk" : "sed");
    List<String> snippets = Oracle.snippets(resource);
    List<String> differences = new ArrayList<>();
    for (String snippet : snippets) {
      Oracle.compare("dash", snippet, scratch, differences);
    }
    assertThat(differences).as("%s of %s", resource, snippets.size()).isEmpty();
  }
}
