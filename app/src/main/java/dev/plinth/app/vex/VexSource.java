package dev.plinth.app.vex;

import dev.plinth.vuln.vex.VexDocument;
import java.util.List;

/**
 * A document whose statements hold, and why.
 *
 * @param name where it came from: a path, or {@code attested to IMAGE}
 * @param signers whose signatures were proved; empty where it is the word of who runs the scan
 * @param document what it says
 */
public record VexSource(String name, List<String> signers, VexDocument document) {
  public VexSource {
    signers = List.copyOf(signers);
  }
}
