package dev.plinth.pipeline.source;

import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.pipeline.KeptLock;
import dev.plinth.pipeline.source.SourcesReport.Missing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives each binary the source packages that it is made of, or the reason why it has none. */
final class Matching {
  private static final Comparator<SourcePackage> BY_NAME =
      Comparator.comparing(SourcePackage::id).thenComparing(SourcePackage::repository);

  private final Catalogue catalogue;
  private final Map<SourceVersion, List<SourcePackage>> listed;
  private final Map<String, String> repositories = new LinkedHashMap<>();
  private final Set<Missing> missing = new LinkedHashSet<>();

  /** Which binaries need a source, for those that turn out not to be on any mirror. */
  private final Map<SourcePackage, List<Need>> needed = new LinkedHashMap<>();

  private record Need(Binary binary, String field) {}

  Matching(List<KeptLock> locks, Catalogue catalogue, Collection<Binary> binaries) {
    this.catalogue = catalogue;
    this.listed =
        catalogue.packages().stream()
            .collect(
                Collectors.groupingBy(SourcePackage::id, LinkedHashMap::new, Collectors.toList()));
    for (KeptLock kept : locks) {
      kept.lock().architectures().values().forEach(part -> part.packages().forEach(this::remember));
    }
    binaries.stream().distinct().forEach(this::match);
  }

  private void remember(LockedPackage pkg) {
    repositories.putIfAbsent(key(pkg.name(), pkg.version(), pkg.architecture()), pkg.repository());
  }

  private static String key(String name, String version, String architecture) {
    return name + "=" + version + ":" + architecture;
  }

  private void match(Binary binary) {
    String own =
        repositories.getOrDefault(key(binary.name(), binary.version(), binary.architecture()), "");
    for (Binary.Need need : binary.needs()) {
      List<SourcePackage> candidates = listed.getOrDefault(need.source(), List.of());
      Optional<SourcePackage> chosen =
          candidates.stream()
              .filter(source -> source.repository().equals(own))
              .findFirst()
              .or(() -> candidates.stream().findFirst());
      if (chosen.isEmpty()) {
        miss(binary, need, reason(need));
      } else {
        needed
            .computeIfAbsent(known(chosen.get()), _ -> new ArrayList<>())
            .add(new Need(binary, need.field()));
      }
    }
  }

  /** Archives that list the same version list the same files, as a rule: once is enough. */
  private SourcePackage known(SourcePackage source) {
    return needed.keySet().stream()
        .filter(known -> known.id().equals(source.id()) && sums(known).equals(sums(source)))
        .findFirst()
        .orElse(source);
  }

  private static Map<String, Digest> sums(SourcePackage source) {
    return source.files().stream()
        .collect(
            Collectors.toMap(SourcePackage.SourceFile::name, SourcePackage.SourceFile::sha256));
  }

  private void miss(Binary binary, Binary.Need need, String reason) {
    missing.add(new Missing(binary, need.source(), need.field(), reason));
  }

  private String reason(Binary.Need need) {
    if (need.source().version().isEmpty()) {
      return need.field() + " names no version of it";
    }
    if (catalogue.unavailable().isEmpty()) {
      return "no Sources index of the lock lists it";
    }
    return catalogue.unavailable().stream()
            .map(Catalogue.Index::toString)
            .collect(Collectors.joining(" and "))
        + ", which the lock pins, is on no mirror any more";
  }

  /** The sources that are needed and listed. */
  List<SourcePackage> sources() {
    return needed.keySet().stream().sorted(BY_NAME).toList();
  }

  /** Takes the sources out that are not complete. */
  void without(Set<Digest> gone) {
    for (SourcePackage source : sources()) {
      List<String> names =
          source.files().stream()
              .filter(file -> gone.contains(file.sha256()))
              .map(SourcePackage.SourceFile::name)
              .toList();
      if (!names.isEmpty()) {
        String more = names.size() == 1 ? "" : " and " + (names.size() - 1) + " more of its files";
        drop(source, "no mirror has " + names.getFirst() + more);
      }
    }
  }

  /** Takes a source out for {@code reason}: every binary that needs it misses it. */
  void drop(SourcePackage source, String reason) {
    List<Need> needs = needed.remove(source);
    if (needs != null) {
      needs.forEach(
          need -> missing.add(new Missing(need.binary(), source.id(), need.field(), reason)));
    }
  }

  List<Missing> missing() {
    return missing.stream()
        .sorted(
            Comparator.comparing((Missing one) -> one.binary().name())
                .thenComparing(one -> one.binary().architecture())
                .thenComparing(one -> one.binary().version())
                .thenComparing(Missing::source)
                .thenComparing(Missing::field))
        .toList();
  }
}
