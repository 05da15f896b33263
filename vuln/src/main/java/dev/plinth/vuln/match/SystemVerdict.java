package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.Verdict.Affected;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What all statements about one vulnerability mean for one package of a distribution. */
final class SystemVerdict {
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
    boolean bySource = true;
    for (Entry entry : entries) {
      bySource &= entry.about().source();
    }
    Ranges compared = bySource ? sourceRanges : ranges;
    for (Entry entry : entries) {
      switch (judge(entry.about(), compared)) {
        case Applicability.Yes _ -> {
          String place = entry.about().ecosystem();
          (place.equals(scope.main())
                  ? main
                  : place.equals(scope.general()) ? general : subscription)
              .add(entry);
        }
        case Applicability.Unproven unproven -> doubt = unproven;
        case Applicability.No _ -> {}
      }
    }
    ReleaseVerdict release = new ReleaseVerdict(compared, true);
    Optional<Verdict> here = release.of(main.isEmpty() ? general : main);
    Optional<Verdict> paid = release.of(subscription);
    if (here.isEmpty() && paid.isEmpty()) {
      return doubt == null ? Optional.empty() : Optional.of(new Verdict.Unknown(doubt.reason()));
    }
    Verdict verdict = together(here, paid);
    return Optional.of(compared == ranges ? verdict : SourceVersions.own(verdict, subject));
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
