package dev.plinth.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.Oracle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unknown is found where no run comes, and what is known is not called unknown. */
class ScriptCheckTest {
  private static final Origin ORIGIN = new Origin.Generated("test");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob",
        "f() { echo frob; }; if $(f x); then true; fi",
        "f() { true; }; f() { cat; }; if $(f x); then true; fi",
        "f() { frob; }; if $(f x); then true; fi",
        "ls --frob",
        "/usr/lib/frob/run",
        "x=frob; $x",
        "x='frob --now'; $x",
        "x=frob; y=$x; \"$y\" --now",
        "x=$(echo frob); $x",
        "${x:-frob}",
        "x=/usr/lib; $x/frob",
        "for x in frob; do $x; done",
        "list='true frob'; for x in $list; do $x; done",
        "set -- frob now; \"$@\"",
        "run() { \"$@\"; }; run frob",
        "run() { $1 now; }; run frob",
        "eval frob",
        "eval \"frob $1\"",
        "x='frob now'; eval \"$x\"",
        "eval \"$unknown\"",
        "$unknown now",
        "$empty frob",
        "empty=; $empty frob",
        "sh -c \"frob $1\"",
        "su -c 'frob' root",
        "echo frob | sh",
        "echo \"frob $1\" | sh",
        "printf 'true\\nfrob\\n' | sh",
        "sh <<END\nfrob $1\nEND",
        "cat <<END | sh\nfrob $1\nEND",
        "/usr/bin/env X=1 frob",
        "find / -okdir frob {} ';'",
        "echo x | /usr/bin/xargs -n 1 frob",
        "trap \"frob $x\" EXIT",
        "[ -x /usr/bin/frob ] && true; frob",
        "if command -v frob; then frob; fi; frob",
        "x=frob; x=true; x=frob; $x",
        "f() { [ -x /usr/bin/frob ] || return 0; true; }; f; frob",
      })
  void foundInABranchThatIsNeverTaken(String line) throws NotUnderstood {
    assertThat(unknown("if false; then\n" + line + "\nfi\n")).as(line).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls /",
        "[ -x /usr/bin/frob ] && true",
        "f() { true; }; f",
        "f() { for p in $PATH; do if [ -x $p/$* ]; then return 0; fi; done; }; if $(f x); then :; fi",
        "exit 0"
      })
  void whatModelsKnowDoesNotDependOnTheTree(String line) throws NotUnderstood {
    ScriptCheck.Verdict verdict = judge(line);
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.looked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob",
        "if false; then /usr/lib/frob; fi",
        ". /usr/share/frob/functions",
        "[ -r /lib/frob ] && . /lib/frob",
        "command -v frob >/dev/null && frob",
      })
  void whatStandsInTheTreeMayChange(String line) throws NotUnderstood {
    String looked = judge(line).looked();
    assertThat(looked).as(line).isNotEmpty();
    assertThat(ScriptCheck.holds(looked, world(new Tree()))).isTrue();
  }

  /** A verdict is the same again where the tree has the same files that were looked for. */
  @ParameterizedTest
  @CsvSource({
    "command -v frob >/dev/null && frob, /usr/bin/frob, 0755, true",
    "command -v frob >/dev/null && frob, /usr/bin/frob, 0644, true",
    "command -v frob >/dev/null && frob, /usr/bin/other, 0755, false",
    "[ -r /lib/frob ] && . /lib/frob, /lib/frob, 0644, true",
    "[ -r /lib/frob ] && . /lib/frob, /lib/other, 0644, false",
  })
  void aVerdictHoldsWhereWhatItLookedForIsTheSame(
      String line, String path, String mode, boolean matters) throws Exception {
    Tree tree = new Tree();
    String without = judge(line, tree).looked();
    assertThat(ScriptCheck.holds(without, world(tree))).isTrue();
    put(tree, path, mode, "frob() { true; }\n");
    assertThat(ScriptCheck.holds(without, world(tree))).isEqualTo(!matters);

    String with = judge(line, tree).looked();
    assertThat(ScriptCheck.holds(with, world(tree))).isTrue();
    put(tree, path, mode, "#!/bin/sh\nfrob() { blub; }\n");
    assertThat(ScriptCheck.holds(with, world(tree))).isEqualTo(!matters);
    tree.remove(path);
    assertThat(ScriptCheck.holds(with, world(tree))).isEqualTo(!matters);
  }

  private static void put(Tree tree, String path, String mode, String text) throws Exception {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), ORIGIN);
    tree.put(
        path,
        new RegularFile(
            Attributes.generated(Integer.parseInt(mode, 8), ORIGIN), Content.ofRaw(text)));
  }

  private static World world(Tree tree) {
    return Oracle.world(tree, ORIGIN);
  }

  private static ScriptCheck.Verdict judge(String line) throws NotUnderstood {
    return judge(line, new Tree());
  }

  private static ScriptCheck.Verdict judge(String line, Tree tree) throws NotUnderstood {
    return ScriptCheck.judge(line + "\n", Set.of(), world(tree), _ -> Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for x in /etc/frob.d/*; do [ -x \"$x\" ] && \"$x\" now; done",
        "command -v frob >/dev/null && frob",
        "if [ -x /usr/sbin/frob ]; then frob now; fi",
        "[ -x /usr/bin/frob ] || exit 0\nfrob",
        "if ! which frob >/dev/null; then\n  exit 0\nfi\nfrob",
        "f() { frob now; }\nif command -v frob; then f; fi",
        "case $x in ls|cat) $x / ;; esac",
        "x=frob; x=ls; $x /",
        "run() { \"$@\"; }; run ls /",
        "x='mkdir -p'; $x /a",
        "x=$(command -v frob || true); if [ -n \"$x\" ]; then frob; fi",
      })
  void whatIsKnownOrTestedForIsNotUnknown(String line) throws NotUnderstood {
    assertThat(unknown(line + "\n")).as(line).isEmpty();
  }

  @Test
  void whichFilesAPatternStandsForIsLeftToTheRun() throws NotUnderstood {
    String script = "for x in /etc/*.sh; do\n$x\ndone\n";
    assertThat(unknown(script))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(ScriptCheck.Kind.DYNAMIC);
          assertThat(finding.line()).isEqualTo(2);
          assertThat(finding.text()).isEqualTo("$x");
        });
  }

  @Test
  void aTestForAProgramThatIsThereHidesNothing() throws Exception {
    Tree tree = new Tree();
    Origin origin = new Origin.Generated("test");
    tree.mkdirs("/usr/bin", origin);
    String script = "[ -x /usr/bin/frob ] && frob\n";
    assertThat(unknown(script, tree)).isEmpty();
    ScriptRunner.run(
        new Script(
            "printf '\\177ELF' >/usr/bin/frob; chmod 755 /usr/bin/frob\n",
            "sh",
            List.of(),
            java.util.Map.of()),
        Oracle.world(tree, origin));
    assertThat(unknown(script, tree)).isNotEmpty();
  }

  private static List<ScriptCheck.Finding> unknown(String script) throws NotUnderstood {
    return unknown(script, new Tree());
  }

  private static List<ScriptCheck.Finding> unknown(String script, Tree tree) throws NotUnderstood {
    World world = Oracle.world(tree, new Origin.Generated("test"));
    return ScriptCheck.check(script, Set.of(), world, _ -> Optional.empty()).stream()
        .filter(ScriptCheck.Finding::isUnknown)
        .toList();
  }
}
