package dev.plinth.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Oracle;
import dev.plinth.shell.ScriptCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorpusCheckTest {
  /** What is not of the shell but of the distribution; the installer models these. */
  @Test
  void whatRealScriptsCallBesidesTheShellIsKnownByName() throws Exception {
    Map<String, Integer> unknown = new TreeMap<>();
    World world = Oracle.world(new Tree(), new Origin.Generated("test"));
    for (Path script : ScriptCorpus.scripts()) {
      for (ScriptCheck.Finding finding : ScriptCheck.check(ScriptCorpus.text(script), world)) {
        unknown.merge(
            finding.kind() + " " + finding.command() + (finding.guarded() ? " (guarded)" : ""),
            1,
            Integer::sum);
      }
    }
    List<Map.Entry<String, Integer>> all = new ArrayList<>(unknown.entrySet());
    all.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    all.forEach(entry -> System.out.println(entry.getValue() + " " + entry.getKey()));
    assertThat(unknown).doesNotContainKey("COMMAND cat");
  }
}
