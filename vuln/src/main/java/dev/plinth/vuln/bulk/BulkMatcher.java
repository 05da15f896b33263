package dev.plinth.vuln.bulk;

import dev.plinth.vuln.bulk.Lists.Question;
import dev.plinth.vuln.match.Decision;
import dev.plinth.vuln.match.Outcome;
import dev.plinth.vuln.match.PackageMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Judges every distinct package once, on all processors, and puts the answers together by list.
 * Read-only afterwards: safe for use by several threads.
 */
public final class BulkMatcher {
  private final Lists lists;
  private final Outcome[] outcomes;
  private final List<List<Decision>> findings;

  private BulkMatcher(Lists lists, Outcome[] outcomes) {
    this.lists = lists;
    this.outcomes = outcomes;
    this.findings = Arrays.stream(outcomes).map(Outcome::findings).toList();
  }

  /** Judges all packages of all lists. */
  public static BulkMatcher match(Lists lists, PackageMatcher matcher) {
    Outcome[] outcomes = new Outcome[lists.packages()];
    IntStream.range(0, outcomes.length)
        .parallel()
        .forEach(i -> {
          Question question = lists.question(i);
          outcomes[i] = matcher.outcome(question.scope(), question.subject());
        });
    return new BulkMatcher(lists, outcomes);
  }

  Lists lists() {
    return lists;
  }

  /** What is to be said of one package. */
  Outcome outcome(int number) {
    return outcomes[number];
  }

  /** What was found in one package. */
  List<Decision> findings(int number) {
    return findings.get(number);
  }

  /**
   * What was found in one list.
   *
   * @param findings in all its packages, one for each vulnerability and package (or its source)
   * @param unknown how many packages cannot be judged completely
   */
  public record Result(List<Decision> findings, int unknown) {}

  /** Takes results; lists with the same packages get the same object. */
  @FunctionalInterface
  public interface Results {
    void take(String id, Result result);
  }

  /** Hands over the result of each list, in the order they were added. */
  public void results(Results results) {
    Result[] byContents = new Result[lists.distinct()];
    for (int list = 0; list < lists.size(); list++) {
      int contents = lists.contents(list);
      if (byContents[contents] == null) {
        byContents[contents] = result(lists.packages(contents));
      }
      results.take(lists.id(list), byContents[contents]);
    }
  }

  private Result result(int[] packages) {
    List<Decision> together = new ArrayList<>();
    int unknown = 0;
    for (int number : packages) {
      unknown += outcomes[number].unknown().isEmpty() ? 0 : 1;
      together.addAll(findings.get(number));
    }
    return new Result(Collections.unmodifiableList(together), unknown);
  }

  /**
   * The ids of the lists that some advisories hit, in the order they were added. Only packages by
   * the names these advisories are about are judged.
   *
   * @param matcher of an index of these advisories
   * @param names of the packages they are about
   */
  public static List<String> affected(
      Lists lists, PackageMatcher matcher, Collection<String> names) {
    BitSet packages = new BitSet(lists.packages());
    for (String name : names) {
      for (int number : lists.named(name)) {
        Question question = lists.question(number);
        if (!matcher.outcome(question.scope(), question.subject()).findings().isEmpty()) {
          packages.set(number);
        }
      }
    }
    BitSet contents = new BitSet(lists.distinct());
    for (int i = 0; i < lists.distinct(); i++) {
      for (int number : lists.packages(i)) {
        if (packages.get(number)) {
          contents.set(i);
          break;
        }
      }
    }
    return IntStream.range(0, lists.size())
        .filter(list -> contents.get(lists.contents(list)))
        .mapToObj(lists::id)
        .toList();
  }
}
