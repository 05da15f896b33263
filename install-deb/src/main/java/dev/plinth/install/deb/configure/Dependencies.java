package dev.plinth.install.deb.configure;

import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Stage;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a package can be configured now, as dpkg asks it: all that it depends on must be
 * configured; circles are broken at a link whose package has no postinst, else at the first found.
 */
final class Dependencies {
  /** Answers to the question. */
  enum Answer {
    OK,
    LATER
  }

  /**
   * @param trigger package whose trigger processing would help, where nothing else is in the way
   */
  record Judgement(Answer answer, Optional<InstalledPackage> trigger) {}

  /** A link of the path that is being searched for circles. */
  private static final class Step {
    private final InstalledPackage pkg;
    private final @Nullable Step before;
    private @Nullable Dependency link;

    Step(InstalledPackage pkg, @Nullable Step before) {
      this.pkg = pkg;
      this.before = before;
    }
  }

  private final DpkgState state;
  private final Set<String> queued;
  private final IdentityHashMap<Dependency, Boolean> broken = new IdentityHashMap<>();

  /** Asked again and again: versions stay the same while packages are configured, stages do not. */
  private final IdentityHashMap<Dependency, List<InstalledPackage>> matching =
      new IdentityHashMap<>();

  private final IdentityHashMap<InstalledPackage, List<Relation>> relations =
      new IdentityHashMap<>();

  /**
   * @param queued names of packages that are to be configured in this run
   */
  Dependencies(DpkgState state, Set<String> queued) {
    this.state = state;
    this.queued = queued;
  }

  private List<Relation> relations(InstalledPackage pkg) {
    return relations.computeIfAbsent(
        pkg,
        _ ->
            pkg.pkg().relations().stream()
                .filter(relation ->
                    relation.kind() == Relation.Kind.DEPENDS
                        || relation.kind() == Relation.Kind.PRE_DEPENDS)
                .toList());
  }

  /**
   * @param force whether what is not configured yet does not matter any more
   */
  Judgement judge(InstalledPackage pkg, boolean force) {
    boolean later = false;
    boolean other = false;
    Optional<InstalledPackage> trigger = Optional.empty();
    for (Relation relation : relations(pkg)) {
      Judgement one = judge(pkg, relation);
      if (one.answer() == Answer.LATER && !force) {
        later = true;
        other |= one.trigger().isEmpty();
        trigger = one.trigger().isPresent() ? one.trigger() : trigger;
      }
    }
    return new Judgement(later ? Answer.LATER : Answer.OK, other ? Optional.empty() : trigger);
  }

  private Judgement judge(InstalledPackage pkg, Relation relation) {
    boolean waits = false;
    Optional<InstalledPackage> trigger = Optional.empty();
    for (Dependency dependency : relation.alternatives()) {
      if (broken.containsKey(dependency)) {
        return new Judgement(Answer.OK, Optional.empty());
      }
      for (InstalledPackage candidate : candidates(dependency)) {
        boolean provider = !candidate.name().equals(dependency.name());
        if (candidate.stage() == Stage.INSTALLED
            || candidate.stage() == Stage.TRIGGERS_PENDING
            || (provider && candidate == pkg)) {
          return new Judgement(Answer.OK, Optional.empty());
        }
        if (candidate.stage() == Stage.TRIGGERS_AWAITED) {
          waits = true;
          trigger = candidate.awaited().stream().findFirst().flatMap(state::find);
        } else if (queued.contains(candidate.name())) {
          waits = true;
        }
      }
    }
    // What is not installed at all was left out on purpose: nobody waits for it.
    return new Judgement(waits ? Answer.LATER : Answer.OK, trigger);
  }

  private List<InstalledPackage> candidates(Dependency dependency) {
    List<InstalledPackage> all = matching.computeIfAbsent(dependency, this::matching);
    for (InstalledPackage one : all) {
      if (!one.stage().isUnpacked()) {
        return all.stream().filter(pkg -> pkg.stage().isUnpacked()).toList();
      }
    }
    return all;
  }

  /** Whatever their stage. */
  private List<InstalledPackage> matching(Dependency dependency) {
    List<InstalledPackage> all = new ArrayList<>(1);
    state
        .find(dependency.name())
        .filter(pkg -> DpkgState.satisfies(pkg, dependency))
        .ifPresent(all::add);
    for (InstalledPackage provider : state.providers(dependency.name())) {
      if (DpkgState.provides(provider, dependency)) {
        all.add(provider);
      }
    }
    return all;
  }

  // ---- circles -----------------------------------------------------------------------------

  /** Breaks one circle that the package is in, or leads to. */
  boolean breakCircle(InstalledPackage pkg) {
    return search(pkg, null, new HashSet<>());
  }

  private boolean search(InstalledPackage pkg, @Nullable Step before, Set<String> finished) {
    if (finished.contains(pkg.name())) {
      return false;
    }
    Step step = new Step(pkg, before);
    for (Relation relation : relations(pkg)) {
      for (Dependency dependency : relation.alternatives()) {
        if (broken.containsKey(dependency)) {
          continue;
        }
        step.link = dependency;
        for (InstalledPackage candidate : candidates(dependency)) {
          if (follow(step, before, candidate, finished)) {
            return true;
          }
        }
      }
    }
    finished.add(pkg.name());
    return false;
  }

  private boolean follow(
      Step step, @Nullable Step before, InstalledPackage next, Set<String> finished) {
    Step known = before;
    while (known != null && known.pkg != next) {
      known = known.before;
    }
    if (known == null) {
      // dpkg, too, looks for the circle among the packages before this one only.
      return next != step.pkg && search(next, step, finished);
    }
    Step weakest = step;
    while (weakest.pkg.info("postinst").isPresent() && (weakest == step || weakest.pkg != next)) {
      if (weakest.before == null) {
        break;
      }
      weakest = weakest.before;
    }
    if (weakest.link != null) {
      broken.put(weakest.link, true);
    }
    return true;
  }
}
