package dev.plinth.pipeline;

import dev.plinth.model.Location;
import dev.plinth.solve.Derivation;
import dev.plinth.spec.Spec;
import java.util.List;
import java.util.Optional;

/** Says where in the spec the packages are asked for that cannot be had. */
final class Unsolved {
  private Unsolved() {}

  static String text(Spec spec, String architecture, Derivation why) {
    StringBuilder text = new StringBuilder();
    String heading = "no set of packages gives " + spec.imageName() + " for " + architecture;
    List<Derivation> problems =
        why.because().stream().allMatch(problem -> isWish(spec, problem))
                && !why.because().isEmpty()
                && at(spec, why.statement()).isEmpty()
            ? why.because()
            : List.of(why);
    if (problems.size() > 1) {
      text.append(heading).append(": ").append(why.statement()).append('\n');
    }
    for (Derivation problem : problems) {
      at(spec, problem).ifPresent(place -> text.append(place).append(": "));
      text.append(problem);
    }
    if (problems.size() == 1) {
      text.append(heading);
    }
    return text.toString().stripTrailing();
  }

  private static boolean isWish(Spec spec, Derivation problem) {
    return at(spec, problem.statement()).isPresent();
  }

  /** The first package asked for that the statement or what it follows from names. */
  private static Optional<Location> at(Spec spec, Derivation problem) {
    Optional<Location> place = at(spec, problem.statement());
    for (Derivation reason : problem.because()) {
      if (place.isPresent()) {
        break;
      }
      place = at(spec, reason);
    }
    return place;
  }

  private static Optional<Location> at(Spec spec, String statement) {
    List<String> words = List.of(statement.split("[^a-z0-9+.-]+"));
    return spec.packages().stream()
        .filter(wish -> wish.alternatives().stream().anyMatch(item -> words.contains(item.name())))
        .map(Spec.PackageWish::at)
        .findFirst();
  }
}
