package dev.plinth.vuln.bulk;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.Decision;
import dev.plinth.vuln.match.Outcome;
import dev.plinth.vuln.match.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Results of very many lists as JSON, one object a line, what is the same said once. First the
 * packages that have findings or cannot be judged: {@code package} (a number), {@code name}, {@code
 * source}, {@code version}, {@code type}, {@code unknown}, {@code findings} ({@code id}, {@code
 * verdict}, {@code fixedVersion}, {@code reason}). Then each distinct list: {@code contents} (a
 * number), {@code findings} and {@code unknown} (how many), {@code packages} (of the above). Then
 * each list: {@code list}, {@code contents}.
 */
public final class BulkResults {
  private static final JsonFactory FACTORY = JsonFactory.builder().rootValueSeparator("\n").build();

  private BulkResults() {}

  /** Sums over all lists. */
  public record Totals(long findings, long unknown) {}

  /** Writes all, whole or not at all. */
  public static Totals write(BulkMatcher matched, Path file) {
    Totals[] totals = {new Totals(0, 0)};
    try {
      WholeFile.writeNamed(file, out -> totals[0] = write(matched, out));
      return totals[0];
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          file + " cannot be written: " + e.getMessage(),
          "give the path of a file in a folder that can be written",
          e);
    }
  }

  private static Totals write(BulkMatcher matched, OutputStream out) {
    Lists lists = matched.lists();
    int[] findings = new int[lists.packages()];
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      for (int i = 0; i < lists.packages(); i++) {
        List<Decision> found = matched.findings(i);
        findings[i] = found.size();
        if (!found.isEmpty() || !matched.outcome(i).unknown().isEmpty()) {
          ofPackage(i, lists.question(i).subject(), matched.outcome(i), found, json);
        }
      }
      long[] found = new long[lists.distinct()];
      long[] unknown = new long[lists.distinct()];
      for (int i = 0; i < lists.distinct(); i++) {
        int[] packages = lists.packages(i);
        for (int number : packages) {
          found[i] += findings[number];
          unknown[i] += matched.outcome(number).unknown().isEmpty() ? 0 : 1;
        }
        json.writeStartObject();
        json.writeNumberProperty("contents", i);
        json.writeNumberProperty("findings", found[i]);
        json.writeNumberProperty("unknown", unknown[i]);
        json.writeArrayPropertyStart("packages");
        for (int number : packages) {
          if (findings[number] > 0 || !matched.outcome(number).unknown().isEmpty()) {
            json.writeNumber(number);
          }
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      long allFound = 0;
      long allUnknown = 0;
      for (int i = 0; i < lists.size(); i++) {
        allFound += found[lists.contents(i)];
        allUnknown += unknown[lists.contents(i)];
        json.writeStartObject();
        json.writeStringProperty("list", lists.id(i));
        json.writeNumberProperty("contents", lists.contents(i));
        json.writeEndObject();
      }
      json.writeRaw('\n');
      return new Totals(allFound, allUnknown);
    }
  }

  private static void ofPackage(
      int number, Subject subject, Outcome outcome, List<Decision> found, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("package", number);
    if (!subject.name().isEmpty()) {
      json.writeStringProperty("name", subject.name());
    }
    json.writeStringProperty("source", subject.source());
    json.writeStringProperty("version", subject.version());
    json.writeStringProperty("type", subject.type().purlType());
    if (!outcome.unknown().isEmpty()) {
      json.writeStringProperty("unknown", outcome.unknown());
    }
    json.writeArrayPropertyStart("findings");
    for (Decision decision : found) {
      json.writeStartObject();
      json.writeStringProperty("id", decision.vulnerability());
      switch (decision.verdict()) {
        case Verdict.Affected affected -> {
          json.writeStringProperty("verdict", "affected");
          json.writeStringProperty("status", affected.status().name());
          if (!affected.fixedVersion().isEmpty()) {
            json.writeStringProperty("fixedVersion", affected.fixedVersion());
          }
        }
        case Verdict.Unknown unknown -> {
          json.writeStringProperty("verdict", "unknown");
          json.writeStringProperty("reason", unknown.reason());
        }
        default -> throw new IllegalStateException("no finding");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
