package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.Verdict.Affected;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.advisory.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What all statements about one vulnerability mean for one package of a distribution. */
final class SystemVerdict {
  /** In releases of kernels that Rocky's cloud group builds. */
  private static final String GROUP_MARK = ".cloud";

  private final Scope.Known scope;
  private final Subject subject;
  private final Ranges ranges;
  private final Ranges sourceRanges;

  SystemVerdict(Scope.Known scope, Subject subject, VersionScheme scheme) {
    this.scope = scope;
    this.subject = subject;
    this.ranges = new Ranges(scheme, subject.version());
    this.sourceRanges = SourceVersions.ranges(scheme, subject, ranges);
  }

  /** The verdict; empty where nothing that is said is about this package. */
  Optional<Verdict> of(List<Entry> entries) {
    List<Entry> main = new ArrayList<>();
    List<Entry> general = new ArrayList<>();
    List<Entry> subscription = new ArrayList<>();
    Applicability.Unproven doubt = null;
    Ranges compared = ofSources(entries) ? sourceRanges : ranges;
    for (Entry entry : entries) {
      switch (judge(entry.about(), compared)) {
        case Applicability.Yes _ -> {
          String place = entry.about().ecosystem();
          boolean paid =
              place.equals(scope.main())
                  ? RedHatStreams.isPaid(entry.about(), scope)
                  : !place.equals(scope.general());
          (paid ? subscription : place.equals(scope.main()) ? main : general).add(entry);
        }
        case Applicability.Unproven unproven -> doubt = unproven;
        case Applicability.No _ -> {}
      }
    }
    ReleaseVerdict release = new ReleaseVerdict(compared, true);
    List<Entry> decisive = main.isEmpty() ? general : RedHatStreams.ofOwnStream(main, scope);
    Optional<Verdict> here = release.of(ofPackages(decisive));
    Optional<Verdict> paid = release.of(ofPackages(subscription));
    if (here.isEmpty() && paid.isEmpty()) {
      return doubt == null ? Optional.empty() : Optional.of(new Verdict.Unknown(doubt.reason()));
    }
    Verdict verdict = together(here, paid);
    return Optional.of(compared == ranges ? verdict : SourceVersions.own(verdict, subject));
  }

  /** Whether all versions that are named are those of sources. */
  private static boolean ofSources(List<Entry> entries) {
    boolean any = false;
    for (Entry entry : entries) {
      AffectedPackage about = entry.about();
      boolean versions = !about.versions().isEmpty();
      for (VersionRange range : about.ranges()) {
        versions |= !range.fromStart() || !range.open();
      }
      if (versions && !about.source()) {
        return false;
      }
      any |= about.source();
    }
    return any;
  }

  /**
   * Without what an advisory says of a source where it speaks of the very package too, in the same
   * product: Red Hat says of an affected source which of its packages have the flaw.
   */
  private static List<Entry> ofPackages(List<Entry> entries) {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.about().source() || entries.stream().noneMatch(e -> isCloser(e, entry))) {
        kept.add(entry);
      }
    }
    return kept;
  }

  private static boolean isCloser(Entry own, Entry source) {
    return !own.about().source()
        && own.feed() == source.feed()
        && own.advisory().equals(source.advisory())
        && own.about().product().equals(source.about().product())
        && own.about().module().equals(source.about().module());
  }

  private Applicability judge(AffectedPackage about, Ranges compared) {
    boolean otherArchitecture =
        !about.architectures().isEmpty()
            && !subject.architecture().isEmpty()
            && !subject.architecture().equals("noarch")
            && !about.architectures().contains(subject.architecture());
    if (otherArchitecture) {
      return Applicability.NO;
    }
    boolean fips =
        scope.family().equals("ubuntu")
            && subject.version().toLowerCase(Locale.ROOT).contains("fips");
    if (fips && !about.ecosystem().contains(":FIPS")) {
      return new Applicability.Unproven(
          "it is a FIPS build, and " + about.ecosystem() + " does not speak of those");
    }
    if (scope.main().startsWith(Ecosystems.ROCKY)) {
      boolean group = subject.version().contains(GROUP_MARK);
      if (about.product().equals(Ecosystems.ROCKY_GROUPS) != group) {
        return group
            ? new Applicability.Unproven(
                "a special interest group built it, of which "
                    + about.ecosystem()
                    + " does not speak")
            : Applicability.NO;
      }
    }
    Applicability module =
        subject.type() == dev.plinth.pkg.installed.PackageType.RPM
            ? Modules.judge(about, subject)
            : Applicability.YES;
    if (!(module instanceof Applicability.Yes) || !scope.main().startsWith(Ecosystems.RED_HAT)) {
      return module;
    }
    return RedHatStreams.judge(
        about, subject.version(), scope.repositories(), compared.past(about));
  }

  /** Either fix is enough; a free one is named before one that needs a subscription. */
  private static Verdict together(Optional<Verdict> here, Optional<Verdict> paid) {
    if (paid.isEmpty()) {
      return here.orElseThrow();
    }
    Verdict withSubscription = paid.get();
    if (withSubscription instanceof Affected a && !a.fixedVersion().isEmpty()) {
      withSubscription = new Affected(a.status(), a.fixedVersion(), true);
    }
    if (here.isEmpty()) {
      return withSubscription;
    }
    return switch (here.get()) {
      case Affected free ->
          switch (withSubscription) {
            case Verdict.Fixed fixed -> fixed;
            case Affected a when free.fixedVersion().isEmpty() && !a.fixedVersion().isEmpty() -> a;
            default -> free;
          };
      case Verdict.Unknown unknown ->
          withSubscription instanceof Verdict.Fixed fixed ? fixed : unknown;
      case Verdict.Fixed fixed -> fixed;
      case Verdict.NotAffected never -> never;
    };
  }
}
