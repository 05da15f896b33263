package dev.plinth.app.report;

import dev.plinth.app.scan.Hidden;
import dev.plinth.app.scan.Opinions;
import dev.plinth.app.scan.Proven;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.inventory.Item;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexDocument;
import dev.plinth.vuln.vex.VexStatement;
import dev.plinth.vuln.vex.VexStatus;
import dev.plinth.vuln.vex.VexWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was decided of each vulnerability, as VEX (OpenVEX 0.2.0). Not affected and fixed is only
 * what is proved, or what somebody answers for; what cannot be told is under investigation.
 */
public final class VexReport {
  private static final String AUTHOR = "plinth scan";

  private final ScanReport report;
  private final String time;
  private final Map<Key, Set<String>> statements = new LinkedHashMap<>();
  private final Set<Finding> investigated = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What statements about several packages share. */
  private record Key(String id, VexStatus status, String justification, String note) {}

  private VexReport(ScanReport report, Instant now) {
    this.report = report;
    this.time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    for (Opinions.Stated stated : report.opinions().stated()) {
      if (stated.statement().status() == VexStatus.UNDER_INVESTIGATION) {
        investigated.add(stated.finding());
      }
    }
  }

  /**
   * The document.
   *
   * @param now when it is made
   */
  public static byte[] openVex(ScanReport report, Instant now) {
    return VexWriter.openVex(document(report, now));
  }

  /** The same as CSAF 2.0 with profile VEX. */
  public static byte[] csaf(ScanReport report, Instant now) {
    return VexWriter.csaf(document(report, now));
  }

  static VexDocument document(ScanReport report, Instant now) {
    VexReport maker = new VexReport(report, now);
    report.opinions().hidden().forEach(maker::hidden);
    report.result().findings().forEach(maker::open);
    report.proven().forEach(maker::proven);
    return maker.made();
  }

  private void hidden(Hidden hidden) {
    Finding finding = hidden.finding();
    switch (hidden.cause()) {
      case Hidden.Cause.ByVex(var source, VexStatement said) ->
          add(
              finding.id(),
              finding.item(),
              said.status(),
              said.justification(),
              (said.note().isEmpty() ? "" : said.note() + " ")
                  + "(said by "
                  + source.document().by()
                  + ")");
      case Hidden.Cause.BySuppression(String _, Suppression suppression) -> {
        boolean unknown = finding.verdict() instanceof Verdict.Unknown;
        add(
            finding.id(),
            finding.item(),
            unknown ? VexStatus.UNDER_INVESTIGATION : VexStatus.NOT_AFFECTED,
            "",
            suppression.reason()
                + " ("
                + suppression.owner()
                + " answers for it until "
                + suppression.expires()
                + ")");
      }
    }
  }

  private void open(Finding finding) {
    if (investigated.contains(finding) || finding.verdict() instanceof Verdict.Unknown) {
      add(
          finding.id(),
          finding.item(),
          VexStatus.UNDER_INVESTIGATION,
          "",
          ScanWords.reason(finding.verdict()));
      return;
    }
    String fixed = Remedy.fixedVersion(finding);
    String action =
        fixed.isEmpty()
            ? "No upgrade: " + ScanWords.reason(finding.verdict())
            : "Upgrade " + Remedy.name(finding.item().pkg()) + " to " + fixed;
    add(finding.id(), finding.item(), VexStatus.AFFECTED, "", action);
  }

  private void proven(Proven proven) {
    if (proven.verdict() instanceof Verdict.Fixed(String version)) {
      add(proven.id(), proven.item(), VexStatus.FIXED, "", "Fixed by " + version);
    } else if (proven.verdict() instanceof Verdict.NotAffected(String reason)) {
      add(
          proven.id(),
          proven.item(),
          VexStatus.NOT_AFFECTED,
          "",
          reason.isEmpty() ? "The distribution says that it is not affected" : reason);
    }
  }

  private void add(String id, Item item, VexStatus status, String justification, String note) {
    statements
        .computeIfAbsent(new Key(id, status, justification, note), _ -> new LinkedHashSet<>())
        .addAll(Packages.products(report, item));
  }

  private VexDocument made() {
    List<VexStatement> made = new ArrayList<>();
    statements.forEach((key, products) ->
        made.add(
            new VexStatement(
                key.id(),
                List.of(),
                List.copyOf(products),
                List.of(),
                key.status(),
                key.justification(),
                key.note(),
                time)));
    String about = report.inventory().subject() + report.inventory().digest() + time;
    return new VexDocument(
        "urn:uuid:" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
        AUTHOR,
        time,
        made);
  }
}
