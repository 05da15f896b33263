package dev.plinth.acceptance.scripts;

import java.util.List;
import java.util.Random;

/** Lines that nobody models, and places of a script to put them. */
final class Invention {
  private static final List<String> KINDS =
      List.of(
          "frobnicate --now",
          "ls --frobnicate /",
          "update-alternatives --frobnicate",
          "/usr/lib/frob/frobnicate start",
          "if false; then frobnicate; fi",
          "frob() { frobnicate \"$@\"; }",
          "case none in all) frobnicate ;; esac",
          "echo x | frobnicate | cat",
          "eval 'frobnicate --now'",
          "eval \"frobnicate $1\"",
          "FROB=frobnicate; $FROB --now",
          "FROB=\"frobnicate --now\"; eval \"$FROB\"",
          "[ -e /x ] && frobnicate",
          "command -v true >/dev/null && frobnicate",
          "echo 'frobnicate --now' | sh",
          "sh -c \"frobnicate $1\"",
          "echo \"$(frobnicate)\"",
          "for frob in frobnicate; do $frob; done",
          "find / -exec frobnicate {} +",
          "env FROB=1 frobnicate",
          "(frobnicate &)",
          "$FROBBER --now",
          "! frobnicate || true",
          "trap frobnicate EXIT",
          "printf x | xargs frobnicate",
          "/usr/bin/env frobnicate");

  private Invention() {}

  static String line(int number) {
    return KINDS.get(Math.floorMod(number, KINDS.size()));
  }

  static int kinds() {
    return KINDS.size();
  }

  /**
   * The script with the line at a place where a command may stand: it begins a line there, and what
   * was there goes on after it.
   */
  static String into(String script, String line, Random random) {
    String[] lines = script.split("\n", -1);
    Places places = new Places(lines);
    List<Integer> all = places.all();
    int at = all.get(random.nextInt(all.size()));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      if (i == at) {
        text.append(line).append('\n');
      }
      text.append(lines[i]);
      if (i + 1 < lines.length) {
        text.append('\n');
      }
    }
    if (at == lines.length) {
      text.append('\n').append(line).append('\n');
    }
    return text.toString();
  }
}
