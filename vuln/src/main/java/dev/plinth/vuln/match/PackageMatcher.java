package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what advisories mean for single packages. The answer depends on scope and subject alone, so
 * it is computed once for each pair and kept. Safe for use by several threads.
 */
public final class PackageMatcher {
  private static final Map<PackageType, String> LANGUAGES =
      Map.of(
          PackageType.MAVEN, Ecosystems.MAVEN,
          PackageType.PYPI, Ecosystems.PYPI,
          PackageType.NPM, Ecosystems.NPM,
          PackageType.GOLANG, Ecosystems.GO,
          PackageType.CARGO, Ecosystems.CRATES);

  private final AdvisoryIndex index;
  private final Map<PackageType, VersionScheme> schemes;
  private final Optional<Coverage> coverage;
  private final Map<Question, Outcome> answers = new ConcurrentHashMap<>();
  private final Map<List<String>, String> gaps = new ConcurrentHashMap<>();

  /** Of a language's package the scope does not matter. */
  private record Question(@org.jspecify.annotations.Nullable Scope scope, Subject subject) {}

  /**
   * @param coverage how old feeds may be; empty where the index is of single advisories, from which
   *     what they do not say is not concluded
   */
  public PackageMatcher(
      AdvisoryIndex index, Map<PackageType, VersionScheme> schemes, Optional<Coverage> coverage) {
    this.index = index;
    this.schemes = Map.copyOf(schemes);
    this.coverage = coverage;
  }

  /** What is to be said of a package. */
  public Outcome outcome(Scope scope, Subject subject) {
    boolean language = LANGUAGES.containsKey(subject.type());
    Question question = new Question(language ? null : scope, subject);
    Outcome known = answers.get(question);
    if (known == null) {
      // Not computed inside the map: others would wait for what only lies beside it there.
      known = answer(question);
      answers.put(question, known);
    }
    return known;
  }

  /** The ecosystem of a language's packages; empty of a distribution's. */
  static Optional<String> ecosystem(PackageType type) {
    return Optional.ofNullable(LANGUAGES.get(type));
  }

  /** How many different questions were asked. */
  public int distinct() {
    return answers.size();
  }

  private Outcome answer(Question question) {
    Subject subject = question.subject;
    String ecosystem = LANGUAGES.get(subject.type());
    if (ecosystem != null) {
      return language(ecosystem, subject);
    }
    return switch (question.scope) {
      case Scope.Known known -> system(known, subject);
      case Scope.Unknown unknown -> Outcome.unknown(unknown.reason());
      case null -> Outcome.unknown("nothing is known of where it belongs");
    };
  }

  private Outcome system(Scope.Known scope, Subject subject) {
    if (subject.type() == PackageType.GENERIC) {
      return Outcome.unknown("no feed is of programs that no package manager installed");
    }
    if (subject.type() != scope.type()) {
      return Outcome.unknown(
          "it is a package of another kind ("
              + subject.type().purlType()
              + ") than "
              + scope.label()
              + " has");
    }
    Optional<String> foreign = Vendors.foreign(scope, subject);
    if (foreign.isPresent()) {
      return Outcome.unknown(foreign.get());
    }
    VersionScheme scheme = schemes.get(subject.type());
    if (scheme == null || !scheme.isValid(subject.version())) {
      return Outcome.unknown("its version, '" + subject.version() + "', cannot be compared");
    }
    List<String> places = new ArrayList<>(List.of(scope.main()));
    if (!scope.general().isEmpty()) {
      places.add(scope.general());
    }
    String missing = missing(places);
    places.addAll(subscriptions(scope, subject));
    List<Entry> said = entries(places, subject);
    if (missing.isEmpty() && said.isEmpty()) {
      missing =
          SignedCopies.isOther(subject)
              ? "its source, "
                  + subject.source()
                  + ", signs what another one makes, and advisories name that one alone"
              : ofRepositories(scope.main());
    }
    SystemVerdict verdict = new SystemVerdict(scope, subject, scheme);
    return new Outcome(decisions(said, verdict::of), missing);
  }

  /**
   * Why a package of which no feed says anything is not known to be safe although its release is
   * covered: it may be of a repository that is not. An origin that is listed is of one that is.
   */
  private String ofRepositories(String ecosystem) {
    for (String repository : Ecosystems.repositories(ecosystem)) {
      String problem = missing(List.of(repository));
      if (!problem.isEmpty()) {
        return problem + ", and nothing tells of which repository it is";
      }
    }
    return "";
  }

  /** Why what is not listed there is not known to be safe; empty where it is. */
  private String missing(List<String> places) {
    return gaps.computeIfAbsent(
        List.copyOf(places),
        these -> coverage.flatMap(c -> c.problem(index.feeds(), these)).orElse(""));
  }

  /** FIPS builds have fixes of their own; the plain ones' versions say nothing of them. */
  private static List<String> subscriptions(Scope.Known scope, Subject subject) {
    if (!scope.family().equals("ubuntu")) {
      return scope.subscription();
    }
    List<String> places = new ArrayList<>(scope.subscription());
    if (subject.version().toLowerCase(java.util.Locale.ROOT).contains("fips")) {
      for (String kind : List.of("FIPS", "FIPS-updates", "FIPS-preview")) {
        places.add(Ecosystems.UBUNTU_PRO + ":" + kind + ":" + scope.release());
      }
    }
    return places;
  }

  private Outcome language(String ecosystem, Subject subject) {
    VersionScheme scheme = schemes.get(subject.type());
    if (scheme == null || !scheme.isValid(subject.version())) {
      return Outcome.unknown("its version, '" + subject.version() + "', cannot be compared");
    }
    if (subject.type() == PackageType.MAVEN && subject.name().indexOf(':') <= 0) {
      return Outcome.unknown("its Maven group is not known");
    }
    String missing = missing(List.of(ecosystem));
    String name = Ecosystems.name(ecosystem, subject.name());
    ReleaseVerdict verdict = new ReleaseVerdict(new Ranges(scheme, subject.version()), false);
    return new Outcome(decisions(index.entries(ecosystem, name), verdict::of), missing);
  }

  private List<Entry> entries(List<String> places, Subject subject) {
    List<Entry> entries = new ArrayList<>();
    for (String place : places) {
      if (subject.name().isEmpty()) {
        entries.addAll(index.entries(place, subject.source()));
        continue;
      }
      boolean same = subject.name().equals(subject.source());
      for (Entry entry : index.entries(place, subject.name())) {
        if (!entry.about().source() || same) {
          entries.add(entry);
        }
      }
      if (!same) {
        for (Entry entry : index.entries(place, subject.source())) {
          if (entry.about().source()) {
            entries.add(entry);
          }
        }
      }
    }
    return entries;
  }

  /** Says something of a vulnerability, from all that is said of it. */
  private interface Judge {
    Optional<Verdict> judge(List<Entry> entries);
  }

  private static List<Decision> decisions(List<Entry> entries, Judge judge) {
    SortedMap<String, List<Entry>> byVulnerability = new TreeMap<>();
    for (Entry entry : entries) {
      for (String id : entry.vulnerabilities()) {
        byVulnerability.computeIfAbsent(id, _ -> new ArrayList<>()).add(entry);
      }
    }
    List<Decision> decisions = new ArrayList<>();
    byVulnerability.forEach((id, said) ->
        judge.judge(said).ifPresent(verdict -> decisions.add(decision(id, verdict, said))));
    return decisions;
  }

  private static Decision decision(String id, Verdict verdict, List<Entry> said) {
    if (said.size() == 1) {
      Entry only = said.getFirst();
      return new Decision(
          id, verdict, List.of(only.advisory()), ratings(said), List.of(only.feed()));
    }
    SortedSet<String> advisories = new TreeSet<>();
    SortedSet<Integer> feeds = new TreeSet<>();
    for (Entry entry : said) {
      advisories.add(entry.advisory());
      feeds.add(entry.feed());
    }
    return new Decision(id, verdict, List.copyOf(advisories), ratings(said), List.copyOf(feeds));
  }

  /** Each once, in the order in which they are given. */
  private static List<Rating> ratings(List<Entry> said) {
    List<Rating> ratings = new ArrayList<>();
    for (Entry entry : said) {
      ratings.addAll(entry.about().ratings());
      ratings.addAll(entry.ratings());
    }
    return ratings.size() < 2 ? List.copyOf(ratings) : List.copyOf(new LinkedHashSet<>(ratings));
  }
}
