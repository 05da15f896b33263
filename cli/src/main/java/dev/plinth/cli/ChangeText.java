package dev.plinth.cli;

import dev.plinth.lock.LockDiff.Change;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Changes of packages, as rows and as JSON. */
final class ChangeText {
  private ChangeText() {}

  static void row(Change change, Table table) {
    table.row(
        change.name(),
        Objects.requireNonNullElse(change.before(), "-"),
        Objects.requireNonNullElse(change.after(), "-"),
        String.join(" ", change.architectures()));
  }

  static void json(Change change, ObjectNode node) {
    node.put("package", change.name());
    if (change.before() != null) {
      node.put("before", change.before());
    }
    if (change.after() != null) {
      node.put("after", change.after());
    }
    change.architectures().forEach(node.putArray("architectures")::add);
  }
}
