package dev.plinth.yaml;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Location;
import dev.plinth.model.PlinthException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong in files, to tell it all at once. */
public final class Problems {
  /** So many are told; the rest is counted. */
  public static final int MOST = 20;

  /** One finding. */
  public record Problem(Location at, String what) {
    @Override
    public String toString() {
      return at + ": " + what;
    }
  }

  private final Set<Problem> problems = new LinkedHashSet<>();

  /**
   * @param what a sentence without a final stop, perhaps with what to write instead
   */
  public void add(Source.Mark at, String what) {
    add(at.location(), what);
  }

  public void add(Location at, String what) {
    // A set: an alias shows one mistake as often as it is used.
    problems.add(new Problem(at, what));
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** What was found, by file, line and column. */
  public List<Problem> sorted() {
    return problems.stream()
        .sorted(
            Comparator.comparing((Problem problem) -> problem.at().file())
                .thenComparingInt(problem -> problem.at().line())
                .thenComparingInt(problem -> problem.at().column()))
        .toList();
  }

  /**
   * Ends with {@link ErrorCode#BAD_INPUT} if anything was found; one line for each problem.
   *
   * @param hint what to do, or where to read on
   */
  public void throwIfAny(String hint) {
    if (problems.isEmpty()) {
      return;
    }
    List<Problem> sorted = sorted();
    StringBuilder text = new StringBuilder();
    for (Problem problem : sorted.subList(0, Math.min(MOST, sorted.size()))) {
      text.append(text.isEmpty() ? "" : "\n").append(problem);
    }
    if (sorted.size() > MOST) {
      text.append("\nand ").append(sorted.size() - MOST).append(" more");
    }
    throw new PlinthException(ErrorCode.BAD_INPUT, text.toString(), hint);
  }
}
