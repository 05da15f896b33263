package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.lock.LockedArchitecture.Dropped;
import dev.plinth.lock.LockedPackage;
import dev.plinth.lock.LockedPackage.Why;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.solve.Choice;
import dev.plinth.solve.DropTable;
import dev.plinth.solve.KeepingResolver;
import dev.plinth.solve.KeepingResolver.Kept;
import dev.plinth.solve.Reason;
import dev.plinth.solve.Request;
import dev.plinth.solve.Resolution;
import dev.plinth.solve.Wish;
import dev.plinth.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves a spec to the packages of a lock; ids and epoch are known only after installing. */
final class Locking {
  private final Workshop workshop;
  private final Progress progress;

  Locking(Workshop workshop, Progress progress) {
    this.workshop = workshop;
    this.progress = progress;
  }

  /**
   * @param previous whose ids are kept
   * @param keep whether the previous lock's versions are kept too, where that is possible
   * @param base the image that the spec continues
   */
  Lock resolve(Spec spec, @Nullable Lock previous, boolean keep, Optional<BaseImage> base) {
    Repositories repositories = workshop.format().open(spec, progress);
    SortedMap<String, LockedArchitecture> architectures = new TreeMap<>();
    try (Progress.Phase phase = progress.begin("resolve")) {
      int packages = 0;
      for (String architecture : spec.architectures()) {
        LockedArchitecture part =
            architecture(
                spec, architecture, repositories.index(architecture), previous, keep, base);
        packages = Math.max(packages, part.packages().size());
        architectures.put(architecture, part);
      }
      phase.result(packages + " packages for " + String.join(", ", spec.architectures()));
    }
    return new Lock(
        spec.imageName(),
        spec.deciding(),
        spec.distribution(),
        spec.flavour().name().toLowerCase(Locale.ROOT),
        0,
        base.map(b -> new Lock.Base(b.name(), b.digest())),
        repositories.locked(),
        architectures);
  }

  private LockedArchitecture architecture(
      Spec spec,
      String architecture,
      RepositoryIndex index,
      @Nullable Lock previous,
      boolean keep,
      Optional<BaseImage> base) {
    base.ifPresent(image -> image.require(spec.distribution(), architecture));
    List<Package> installed =
        base.isPresent()
            ? workshop.format().installed(base.get().tree(architecture), architecture)
            : List.of();
    List<String> flavour = workshop.format().wishes(spec.flavour(), index);
    Request request =
        new Request(
            wishes(spec, flavour),
            excluded(spec),
            spec.recommends(),
            architecture,
            installed,
            index,
            workshop.format().versions());
    Resolution.Solved solved =
        solved(
            spec,
            architecture,
            new KeepingResolver().resolve(request, keep ? kept(previous, architecture) : Map.of()));
    List<Choice> choices = solved.choices();
    List<Dropped> dropped = List.of();
    if (spec.flavour() == Spec.Flavour.MICRO) {
      DropTable.Reduced reduced =
          new DropTable(workshop.format().droppable())
              .reduce(solved, spec.recommends(), workshop.format().versions());
      choices = reduced.choices();
      dropped =
          reduced.dropped().stream()
              .map(drop -> new Dropped(drop.name(), drop.version(), drop.reason()))
              .toList();
    }
    List<LockedPackage> packages = new ArrayList<>();
    for (Choice choice : choices) {
      packages.add(locked(choice, flavour));
    }
    @Nullable LockedArchitecture old =
        previous == null ? null : previous.architectures().get(architecture);
    return new LockedArchitecture(
        packages,
        dropped,
        old == null ? new TreeMap<>() : old.users(),
        old == null ? new TreeMap<>() : old.groups());
  }

  private static Map<String, Kept> kept(@Nullable Lock previous, String architecture) {
    Map<String, Kept> kept = new TreeMap<>();
    if (previous != null && previous.architectures().containsKey(architecture)) {
      for (LockedPackage pkg : previous.architecture(architecture).packages()) {
        kept.put(pkg.name(), new Kept(pkg.version(), pkg.sha256()));
      }
    }
    return kept;
  }

  private static Resolution.Solved solved(Spec spec, String architecture, Resolution resolution) {
    if (resolution instanceof Resolution.Unsolvable unsolvable) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          Unsolved.text(spec, architecture, unsolvable.why()),
          "change 'packages' in the spec");
    }
    Resolution.Solved solved = (Resolution.Solved) resolution;
    if (!solved.removed().isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          spec.name()
              + " ("
              + architecture
              + ") cannot stand on its base: it would lose "
              + solved.removed().getFirst(),
          "build it without 'base', or ask for packages that live beside it");
    }
    return solved;
  }

  private static List<Wish> wishes(Spec spec, List<String> flavour) {
    List<Wish> wishes = new ArrayList<>();
    // What the spec asks for by name, and perhaps by version, is not asked for twice.
    flavour.stream().filter(name -> !isAsked(spec, name)).map(Wish::of).forEach(wishes::add);
    for (Spec.PackageWish wish : spec.packages()) {
      if (!wish.excluded()) {
        wishes.add(
            new Wish(
                wish.alternatives().stream()
                    .map(item -> new Wish.Item(item.name(), item.version()))
                    .toList()));
      }
    }
    return wishes;
  }

  private static boolean isAsked(Spec spec, String name) {
    for (Spec.PackageWish wish : spec.packages()) {
      if (!wish.excluded()
          && wish.alternatives().size() == 1
          && wish.alternatives().getFirst().name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> excluded(Spec spec) {
    return spec.packages().stream()
        .filter(Spec.PackageWish::excluded)
        .flatMap(wish -> wish.alternatives().stream().map(Spec.NamedVersion::name))
        .toList();
  }

  private static LockedPackage locked(Choice choice, List<String> flavour) {
    Package pkg = choice.pkg();
    Reason reason = choice.reason();
    boolean ofFlavour = reason.kind() == Reason.Kind.REQUESTED && flavour.contains(pkg.name());
    String kind =
        ofFlavour ? "flavour" : reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new LockedPackage(
        pkg.name(),
        pkg.version(),
        pkg.architecture(),
        pkg.source(),
        pkg.sourceVersion(),
        pkg.repository(),
        pkg.path(),
        pkg.size(),
        pkg.sha256(),
        new Why(kind, reason.by(), reason.relation()));
  }
}
