package dev.plinth.cli;

import dev.plinth.pipeline.attest.EvidenceDiff;
import dev.plinth.pipeline.attest.EvidenceDiff.Change;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Differences of evidence, for people and for scripts. */
final class EvidenceDiffText {
  private static final int SHORT = 12;

  private EvidenceDiffText() {}

  static int print(Console console, String before, String after, EvidenceDiff diff) {
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("same", diff.same());
      json(top.putArray("evidence"), diff.changes());
      json(top.putArray("inputs"), diff.inputs());
      console.print(top);
      return 0;
    }
    if (diff.same()) {
      console.print(before + " and " + after + " carry the same evidence of the same inputs");
      return 0;
    }
    console.print(
        Text.count(diff.changes().size(), "kind")
            + " of evidence and "
            + Text.count(diff.inputs().size(), "input")
            + (diff.changes().size() + diff.inputs().size() == 1 ? " differs" : " differ"));
    table(console, "evidence", diff.changes());
    table(console, "input", diff.inputs());
    return 0;
  }

  private static void table(Console console, String what, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Table table = new Table("  " + what, "before", "after");
    for (Change change : changes) {
      table.row("  " + change.name(), shortened(change.before()), shortened(change.after()));
    }
    console.out().print(table.render());
  }

  private static String shortened(Optional<String> value) {
    return value
        .map(text -> text.replaceAll("(sha256:)?([0-9a-f]{" + SHORT + "})[0-9a-f]{20,}", "$1$2"))
        .orElse("-");
  }

  private static void json(ArrayNode array, List<Change> changes) {
    for (Change change : changes) {
      ObjectNode node = array.addObject();
      node.put("name", change.name());
      change.before().ifPresent(value -> node.put("before", value));
      change.after().ifPresent(value -> node.put("after", value));
    }
  }
}
