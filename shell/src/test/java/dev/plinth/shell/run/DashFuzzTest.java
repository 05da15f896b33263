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

  /** No snippet has it, nor prints it. */
  private static final String MARK = "@end@";

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
      script.append("( eval ").append(Snippets.quote(one)).append(" )\necho \"" + MARK + "$?\"\n");
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
    String[] a = real.split(MARK, -1);
    String[] b = modelled.split(MARK, -1);
    List<String> differences = new ArrayList<>();
    int alone = 0;
    for (int i = 0; i < cases.size(); i++) {
      String status = i + 1 < a.length ? a[i + 1].lines().findFirst().orElse("") : "";
      if (i + 1 >= a.length || i + 1 >= b.length) {
        differences.add("output ends at case " + i);
        break;
      }
      String x = body(a[i]) + "#" + status;
      String y = body(b[i]) + "#" + b[i + 1].lines().findFirst().orElse("");
      if (!x.equals(y)) {
        if (isDashAlone(cases.get(i), y)) {
          alone++;
        } else {
          differences.add("--- " + cases.get(i) + "\n  dash: " + x + "\n  here: " + y + "\n");
        }
      }
    }
    assertThat(differences).as("%s of %s", differences.size(), cases.size()).isEmpty();
    assertThat(alone).as("cases in which dash is alone").isLessThanOrEqualTo(COUNT / 400);
  }

  /**
   * Whether bash sides with the model, in what dash gets wrong (0.5.12): it takes an alternative
   * without a pattern, {@code read} loses an escaped end behind white space, and fields that come
   * of two expansions side by side are split differently. Or the case lists the machine's root.
   */
  private boolean isDashAlone(String one, String modelled) throws Exception {
    if (one.contains("/*")) {
      return true;
    }
    Oracle.require("bash");
    String script =
        "set -o posix\n"
            + PREAMBLE
            + "( eval "
            + Snippets.quote(one)
            + " )\necho \""
            + MARK
            + "$?\"";
    return Oracle.real("bash", script, scratch)
        .output()
        .strip()
        .replace(MARK, "#")
        .equals(modelled);
  }

  private static String body(String chunk) {
    int newline = chunk.indexOf('\n');
    return newline < 0 ? chunk : chunk.substring(newline + 1);
  }

  /** What is not understood shows as such, case by case. */
  private String oneByOne(List<String> cases) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String one : cases) {
      String script = PREAMBLE + "( eval " + Snippets.quote(one) + " )\necho \"" + MARK + "$?\"\n";
      try {
        all.append(Oracle.modelled("dash", script, scratch).output());
      } catch (NotUnderstood e) {
        if (e.why().contains("syntax error")) {
          all.append(MARK + "2\n");
          continue;
        }
        all.append("not understood: ")
            .append(e.why().replace("\n", " "))
            .append("\n" + MARK + "?\n");
      }
    }
    return all.toString();
  }
}
