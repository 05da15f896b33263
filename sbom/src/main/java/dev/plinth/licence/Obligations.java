package dev.plinth.licence;

import dev.plinth.licence.Expression.Single;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an expression obliges to. Which of several licences to choose is not decided here.
 *
 * @param always duties under every choice that the expression leaves
 * @param byChoice further duties, which some choices bring
 * @param reasons one for each licence: its family, its duties and why
 */
public record Obligations(Set<Duty> always, Set<Duty> byChoice, List<Reason> reasons) {
  /**
   * Why a licence has its duties.
   *
   * @param licence as in the expression
   * @param family from the table: {@code GPL}
   * @param why one sentence
   */
  public record Reason(String licence, String family, SortedSet<Duty> duties, String why) {}

  public Obligations {
    always = Set.copyOf(always);
    byChoice = Set.copyOf(byChoice);
    reasons = List.copyOf(reasons);
  }

  /** The obligations of an expression. */
  public static Obligations of(Expression expression) {
    List<Reason> reasons = new ArrayList<>();
    for (Single single : expression.singles()) {
      LicenceFamilies.Family family = LicenceFamilies.of(single.id());
      reasons.add(
          new Reason(
              single.toString(), family.name(), new TreeSet<>(family.duties()), family.why()));
    }
    Set<Duty> always = duties(expression, true);
    Set<Duty> byChoice = duties(expression, false);
    byChoice.removeAll(always);
    return new Obligations(always, byChoice, reasons);
  }

  private static Set<Duty> duties(Expression expression, boolean whateverIsChosen) {
    Set<Duty> duties = EnumSet.noneOf(Duty.class);
    switch (expression) {
      case Single single -> duties.addAll(LicenceFamilies.of(single.id()).duties());
      case Expression.All all ->
          all.parts().forEach(part -> duties.addAll(duties(part, whateverIsChosen)));
      case Expression.Any any -> {
        List<Set<Duty>> choices =
            any.parts().stream().map(part -> duties(part, whateverIsChosen)).toList();
        choices.forEach(duties::addAll);
        if (whateverIsChosen) {
          choices.forEach(duties::retainAll);
        }
      }
    }
    return duties;
  }
}
