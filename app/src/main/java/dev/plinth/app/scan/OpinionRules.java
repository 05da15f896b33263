package dev.plinth.app.scan;

import dev.plinth.app.vex.VexIntake;
import dev.plinth.app.vex.VexSource;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.vex.PackageUrl;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.SuppressionReader;
import dev.plinth.vuln.vex.VexDocument;
import dev.plinth.vuln.vex.VexRules;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Applies VEX, then suppressions; what of either hides a finding is kept with it. */
final class OpinionRules {
  private final IdentityHashMap<VexDocument, VexSource> sources = new IdentityHashMap<>();
  private final VexIntake intake;
  private final VexRules rules;
  private final List<Named> suppressions = new ArrayList<>();
  private final LocalDate today;

  private record Named(String file, Suppression suppression) {}

  OpinionRules(VexIntake intake, List<Path> suppressionFiles, LocalDate today) {
    this.intake = intake;
    this.today = today;
    intake.sources().forEach(source -> sources.put(source.document(), source));
    this.rules = new VexRules(intake.sources().stream().map(VexSource::document).toList());
    for (Path file : suppressionFiles) {
      SuppressionReader.read(file)
          .forEach(one -> suppressions.add(new Named(file.toString(), one)));
    }
  }

  /**
   * What is said of findings.
   *
   * @param images package URLs of the image that was scanned
   */
  Opinions judge(List<Finding> findings, SystemFacts system, List<PackageUrl> images) {
    List<Hidden> hidden = new ArrayList<>();
    List<Opinions.Stated> stated = new ArrayList<>();
    IdentityHashMap<VexDocument, Long> applied = new IdentityHashMap<>();
    IdentityHashMap<Suppression, Long> covers = new IdentityHashMap<>();
    for (Finding finding : findings) {
      Optional<VexRules.Applied> said = rules.of(finding, system, images);
      boolean hides = false;
      if (said.isPresent()) {
        VexSource source = Objects.requireNonNull(sources.get(said.get().document()));
        applied.merge(source.document(), 1L, Long::sum);
        hides = said.get().statement().status().hides();
        if (hides) {
          hidden.add(new Hidden(finding, new Hidden.Cause.ByVex(source, said.get().statement())));
        } else {
          stated.add(new Opinions.Stated(finding, source, said.get().statement()));
        }
      }
      for (Named named : suppressions) {
        if (!hides && named.suppression().covers(finding)) {
          covers.merge(named.suppression(), 1L, Long::sum);
          if (named.suppression().holds(today)) {
            hides = true;
            hidden.add(
                new Hidden(
                    finding, new Hidden.Cause.BySuppression(named.file(), named.suppression())));
          }
        }
      }
    }
    return new Opinions(
        hidden,
        intake.sources().stream()
            .map(s -> new Opinions.UsedVex(s, applied.getOrDefault(s.document(), 0L)))
            .toList(),
        intake.refused(),
        suppressions.stream()
            .map(named ->
                new Opinions.UsedSuppression(
                    named.file(),
                    named.suppression(),
                    !named.suppression().holds(today),
                    covers.getOrDefault(named.suppression(), 0L)))
            .toList(),
        stated);
  }
}
