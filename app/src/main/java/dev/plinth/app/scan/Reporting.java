package dev.plinth.app.scan;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.pipeline.Waiting;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.VulnerabilityFacts;
import dev.plinth.vuln.match.Decision;
import dev.plinth.vuln.match.Matcher;
import dev.plinth.vuln.match.Provided;
import dev.plinth.vuln.match.ScanResult;
import dev.plinth.vuln.match.Scope;
import dev.plinth.vuln.match.Scopes;
import dev.plinth.vuln.match.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Makes reports of what was matched: opinions applied, the base told apart, fixes asked for. */
final class Reporting {
  private final Seen seen;
  private final AdvisoryIndex index;
  private final Matcher matcher;
  private final LocalDate today;

  Reporting(Seen seen, AdvisoryIndex index, Matcher matcher, LocalDate today) {
    this.seen = seen;
    this.index = index;
    this.matcher = matcher;
    this.today = today;
  }

  /**
   * The report.
   *
   * @param lookedFor what the subject is built on, waited for after the matching
   * @param exclude whether that is left out
   * @param proven whether what is proved not to be there is told
   * @param looked whether hygiene was looked for
   * @param fixes asked for all findings that stay; empty where nobody is asked
   */
  ScanReport report(
      OpinionRules rules,
      CompletableFuture<Optional<Base>> lookedFor,
      boolean exclude,
      boolean proven,
      boolean looked,
      Optional<FixCheck> fixes) {
    Inventory inventory = seen.examination().inventory();
    ScanResult matched = matcher.match(inventory);
    Optional<Base> base = Waiting.on(lookedFor);
    int lowest = exclude ? base.map(Base::layers).orElse(0) : 0;
    List<Finding> found = matched.findings().stream().filter(f -> !of(f.item(), lowest)).toList();
    Opinions opinions = rules.judge(found, inventory.system(), seen.urls());
    Set<Finding> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    opinions.hidden().forEach(h -> hidden.add(h.finding()));
    List<Finding> open = found.stream().filter(f -> !hidden.contains(f)).toList();
    ScanResult result = result(matched, open, lowest);
    Examination examination = examination(lowest);
    ScanReport.Excluded excluded =
        lowest == 0
            ? ScanReport.Excluded.NONE
            : new ScanReport.Excluded(
                (int) inventory.items().stream().filter(i -> of(i, lowest)).count(),
                matched.findings().size() - found.size(),
                matched.unknown().size() - result.unknown().size(),
                seen.examination().hygiene().size() - examination.hygiene().size());
    return new ScanReport(
        result,
        examination,
        seen.origin(),
        Remedy.of(open, Formats.versions()),
        !index.feeds().isEmpty(),
        opinions,
        base,
        excluded,
        fixes.map(check -> check.answers(found, inventory)).orElseGet(IdentityHashMap::new),
        published(found),
        proven ? proven(inventory, lowest) : List.of(),
        today,
        seen.urls(),
        looked);
  }

  private static boolean of(Item item, int lowest) {
    return item.layer() >= 0 && item.layer() < lowest;
  }

  private static ScanResult result(ScanResult matched, List<Finding> open, int lowest) {
    return new ScanResult(
        matched.subject(),
        matched.distribution(),
        open,
        matched.unknown().stream().filter(u -> !of(u.item(), lowest)).toList(),
        matched.provided(),
        matched.judged(),
        matched.life(),
        matched.support().stream().filter(s -> !of(s.item(), lowest)).toList(),
        matched.feeds(),
        matched.gaps());
  }

  private Examination examination(int lowest) {
    Examination all = seen.examination();
    List<HygieneFinding> own =
        all.hygiene().stream().filter(h -> h.layer() < 0 || h.layer() >= lowest).toList();
    return new Examination(
        all.inventory(),
        all.removed(),
        all.unowned().stream().filter(u -> u.layer() < 0 || u.layer() >= lowest).toList(),
        own);
  }

  private Map<String, String> published(List<Finding> findings) {
    Map<String, String> days = new HashMap<>();
    for (Finding finding : findings) {
      days.computeIfAbsent(
          finding.id(),
          id -> index.vulnerability(id).map(VulnerabilityFacts::published).orElse(""));
    }
    return days;
  }

  /** The matcher keeps its answers, so they are asked for again at no cost. */
  private List<Proven> proven(Inventory inventory, int lowest) {
    Scope scope = Scopes.of(inventory.system());
    Provided provided = new Provided(scope, inventory.items());
    List<Proven> proven = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Item item : inventory.items()) {
      if (provided.is(item) || of(item, lowest)) {
        continue;
      }
      for (Decision decision :
          matcher.packages().outcome(scope, Subject.of(item.pkg())).decisions()) {
        boolean safe =
            decision.verdict() instanceof Verdict.NotAffected
                || decision.verdict() instanceof Verdict.Fixed;
        String key = decision.vulnerability() + " " + item.pkg().name() + item.pkg().version();
        if (safe && told.add(key)) {
          proven.add(new Proven(decision.vulnerability(), item, decision.verdict()));
        }
      }
    }
    return proven;
  }
}
