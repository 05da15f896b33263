package dev.plinth.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.Oracle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random code, the same in every run, in the real dash and here. {@code -Dplinth.full=true} makes
 * ten times as much.
 */
class DashFuzzTest {
  private static final int COUNT = Boolean.getBoolean("plinth.full") ? 4000 : 400;

  private static final String PREAMBLE =
      """
      mkdir w; cd w; : >a; : >ab; : >b; : >.h; : >'a b'; mkdir d; : >d/a
      HOME=/home
      show() { printf '%s:' $#; for w; do printf '<%s>' "$w"; done; echo; }
      """;

  @TempDir Path scratch;

  @Test
  void expansion() throws Exception {
    compare(Snippets::expansion, 1);
  }

  @Test
  void patterns() throws Exception {
    compare(Snippets::cases, 2);
  }

  @Test
  void reading() throws Exception {
    compare(Snippets::read, 3);
  }

  @Test
  void arithmetic() throws Exception {
    compare(Snippets::arithmetic, 4);
  }

  @Test
  void controlFlow() throws Exception {
    compare(Snippets::flow, 5);
  }

  private void compare(Function<Snippets, String> maker, long seed) throws Exception {
    Oracle.require("dash");
    Snippets snippets = new Snippets(seed);
    List<String> cases = snippets.many(COUNT, () -> maker.apply(snippets));
    StringBuilder script = new StringBuilder(PREAMBLE);
    for (String one : cases) {
      script.append("( eval ").append(Snippets.quote(one)).append(" )\necho \"#$?\"\n");
    }
    String real = Oracle.real("dash", script.toString(), scratch).output();
    String modelled;
    try {
      modelled = Oracle.modelled("dash", script.toString(), scratch).output();
    } catch (NotUnderstood e) {
      modelled = oneByOne(cases);
    }
    real = "\n" + real;
    modelled = "\n" + modelled;
    String[] a = real.split("(?m)^#", -1);
    String[] b = modelled.split("(?m)^#", -1);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      String status = i + 1 < a.length ? a[i + 1].lines().findFirst().orElse("") : "";
      if (i + 1 >= a.length || i + 1 >= b.length) {
        differences.add("output ends at case " + i);
        break;
      }
      String x = body(a[i]) + "#" + status;
      String y = body(b[i]) + "#" + b[i + 1].lines().findFirst().orElse("");
      if (!x.equals(y)) {
        differences.add("--- " + cases.get(i) + "\n  dash: " + x + "\n  here: " + y + "\n");
      }
    }
    assertThat(differences).as("%s of %s", differences.size(), cases.size()).isEmpty();
  }

  private static String body(String chunk) {
    int newline = chunk.indexOf('\n');
    return newline < 0 ? chunk : chunk.substring(newline + 1);
  }

  /** What is not understood shows as such, case by case. */
  private String oneByOne(List<String> cases) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String one : cases) {
      String script = PREAMBLE + "( eval " + Snippets.quote(one) + " )\necho \"#$?\"\n";
      try {
        all.append(Oracle.modelled("dash", script, scratch).output());
      } catch (NotUnderstood e) {
        if (e.why().contains("syntax error")) {
          all.append("#2\n");
          continue;
        }
        all.append("not understood: ").append(e.why().replace("\n", " ")).append("\n#?\n");
      }
    }
    return all.toString();
  }
}
