package dev.plinth.vuln.match;

import java.util.List;

/**
 * All that is to be said of one package.
 *
 * @param decisions by vulnerability, sorted; fixed and not affected ones too
 * @param unknown why the package as a whole cannot be judged, or not completely; one sentence,
 *     empty where it can
 */
public record Outcome(List<Decision> decisions, String unknown) {
  public Outcome {
    decisions = List.copyOf(decisions);
  }

  /** Nothing can be said. */
  static Outcome unknown(String reason) {
    return new Outcome(List.of(), reason);
  }

  /** Those that belong on the list of findings. */
  public List<Decision> findings() {
    return decisions.stream().filter(Decision::isFinding).toList();
  }
}
