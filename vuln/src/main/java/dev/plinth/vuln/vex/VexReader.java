package dev.plinth.vuln.vex;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.json.JsonIn;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads VEX in whichever of three formats it is: OpenVEX 0.2.0 (and 0.0.x), CSAF 2.0 with profile
 * VEX, CycloneDX 1.4 and later. Statements without a product are refused: they would hide a
 * vulnerability everywhere.
 */
public final class VexReader {
  /** The largest document that is read. */
  public static final int MAX_BYTES = 256 << 20;

  private VexReader() {}

  /**
   * Reads one document.
   *
   * @param what names it in errors
   * @throws PlinthException {@code BAD_INPUT} where it is none of the three, or not whole
   */
  public static VexDocument read(byte[] utf8, String what) {
    Set<String> names = names(utf8, what);
    VexDocument document;
    try (JsonIn json = new JsonIn(new ByteArrayInputStream(utf8), what)) {
      VexDocument[] read = new VexDocument[1];
      json.documents(() -> {
        if (names.contains("bomFormat")) {
          read[0] = CycloneDxVex.read(json);
        } else if (names.contains("document")) {
          read[0] = CsafVex.read(json);
        } else if (names.contains("statements")) {
          read[0] = OpenVex.read(json);
        } else {
          json.skip();
        }
      });
      Optional<String> problem = json.takeProblem();
      if (problem.isPresent()) {
        throw bad(what, problem.get());
      }
      if (read[0] == null) {
        throw bad(what, "is neither OpenVEX, CSAF nor CycloneDX");
      }
      document = read[0];
    }
    for (VexStatement statement : document.statements()) {
      if (statement.products().isEmpty() || statement.vulnerability().isEmpty()) {
        throw bad(what, "has a statement without product or vulnerability");
      }
    }
    return document;
  }

  private static Set<String> names(byte[] utf8, String what) {
    Set<String> names = new HashSet<>();
    try (JsonIn json = new JsonIn(new ByteArrayInputStream(utf8), what)) {
      json.documents(() ->
          json.object(name -> {
            names.add(name);
            json.skip();
          }));
      json.takeProblem();
    }
    return names;
  }

  private static PlinthException bad(String what, String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, what + " " + problem, "ask its author for a whole one");
  }
}
