package dev.plinth.app.scan;

import dev.plinth.app.vex.VexRefused;
import dev.plinth.app.vex.VexSource;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexStatement;
import java.util.List;

/**
 * What was said of findings, and what came of it.
 *
 * @param hidden findings that need not be acted on
 * @param vex documents that hold, with the number of findings that they hide
 * @param refused VEX that does not hold
 * @param suppressions of all files, with the number of findings that they hide
 * @param stated what holds of findings that stay: affected, or under investigation
 */
public record Opinions(
    List<Hidden> hidden,
    List<UsedVex> vex,
    List<VexRefused> refused,
    List<UsedSuppression> suppressions,
    List<Stated> stated) {
  /** Nothing was said. */
  public static final Opinions NONE =
      new Opinions(List.of(), List.of(), List.of(), List.of(), List.of());

  public Opinions {
    hidden = List.copyOf(hidden);
    vex = List.copyOf(vex);
    refused = List.copyOf(refused);
    suppressions = List.copyOf(suppressions);
    stated = List.copyOf(stated);
  }

  /**
   * A document and how many findings it hides.
   *
   * @param applied how many findings are hidden, or said to stay, by it
   */
  public record UsedVex(VexSource source, long applied) {}

  /**
   * A suppression and how many findings it hides.
   *
   * @param file it is of
   * @param expired whether it is over: then it hides nothing, and {@code covers} would be hidden
   * @param covers how many findings it is about
   */
  public record UsedSuppression(
      String file, Suppression suppression, boolean expired, long covers) {}

  /** A statement that leaves a finding where it is. */
  public record Stated(dev.plinth.vuln.Finding finding, VexSource source, VexStatement statement) {}
}
