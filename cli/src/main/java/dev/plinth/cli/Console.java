package dev.plinth.cli;

import dev.plinth.app.Settings;
import dev.plinth.model.Digest;
import java.io.PrintStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a command prints. */
record Console(PrintStream out, PrintStream err, GlobalOptions options, Settings settings) {

  boolean json() {
    return options.json();
  }

  /** One JSON value, indented, and nothing else on standard output. */
  void print(JsonNode json) {
    out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }

  void print(String line) {
    out.println(Text.shown(line));
  }

  /** A remark that is not the result. */
  void remark(String line) {
    if (!options.quiet) {
      err.println(Text.shown(line));
    }
  }

  /** As long as the user wants digests. */
  String digest(Digest digest) {
    return Text.digest(digest, options.noTrunc);
  }
}
