package dev.plinth.vuln.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.inventory.Item;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.match.Decision;
import dev.plinth.vuln.match.Outcome;
import dev.plinth.vuln.match.PackageMatcher;
import dev.plinth.vuln.match.Scopes;
import dev.plinth.vuln.match.Subject;
import dev.plinth.vuln.match.World;
import dev.plinth.vuln.oracle.Facts.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verdicts against the truth, which dpkg, rpm, apk and rules in another language tell: twenty
 * thousand (package, version, advisory) triples, a third of them at the fix or one revision beside
 * it; a tenth of them by default.
 */
class OracleTest {
  private static final long SEED = 20261126;
  private static final Map<String, String> ECOSYSTEMS =
      Map.of(
          "debian", "Debian:", "ubuntu", "Ubuntu:", "almalinux", "AlmaLinux:", "alpine", "Alpine:");

  @TempDir Path folder;

  @Test
  void verdictsAreTrue() throws IOException, InterruptedException {
    for (String tool : List.of("dpkg", "rpm", "python3")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), "this host has no " + tool);
    }
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "apk runs on amd64 here");
    List<Fact> facts = Facts.all();
    List<Fact> tracker = trackerFacts();
    int share = Boolean.getBoolean("plinth.full") ? 1000 : 100;
    Triples triples = new Triples(SEED);
    var schemes = World.schemes();
    var deb = Objects.requireNonNull(schemes.get(PackageType.DEB));
    var rpm = Objects.requireNonNull(schemes.get(PackageType.RPM));
    // A changelog may name versions of Ubuntu, which is another vendor: unknown, and so no triple.
    List<Fact> debian =
        of(facts, "debian").stream().filter(f -> !f.fixed().contains("ubuntu")).toList();
    triples.draw(debian, 4 * share, deb);
    triples.draw(of(facts, "ubuntu"), 6 * share, deb);
    List<Fact> alma = of(facts, "almalinux");
    triples.draw(alma.stream().filter(f -> f.stream().isEmpty()).toList(), 4 * share, rpm);
    triples.draw(alma.stream().filter(f -> f.stream().contains(":")).toList(), 4 * share, rpm);
    triples.draw(of(facts, "alpine"), share, Objects.requireNonNull(schemes.get(PackageType.APK)));
    triples.draw(tracker, 4 * share, deb);
    List<String> truth = truth(facts, triples.asked());
    report(triples, truth, answers(facts, triples.asked()));
  }

  private static List<Fact> of(List<Fact> facts, String family) {
    return facts.stream().filter(f -> f.family().equals(family)).toList();
  }

  /** Every package of the tracker's records in four releases, with some version of its lines. */
  private static List<Fact> trackerFacts() throws IOException {
    List<Fact> facts = new ArrayList<>();
    var pattern =
        java.util.regex.Pattern.compile(
            "\"Package\":\"([^\"]+)\",\"Kind\":\"fixed\",\"Version\":\"([^\"]+)\"");
    for (String line : SharedData.text("debian-tracker/debian-tracker.jsonl").lines().toList()) {
      String pkg = line.replaceFirst("^\\{\"_package\":\"?([^\",]*)\"?,.*", "$1");
      String id = line.replaceFirst(".*\"ID\":\"([^\"]+)\".*", "$1");
      for (String release : List.of("10", "11", "12", "13")) {
        boolean any = false;
        var m = pattern.matcher(line);
        while (m.find()) {
          if (m.group(1).equals(pkg)) {
            facts.add(new Fact("tracker", release, pkg, id, m.group(2), ""));
            any = true;
          }
        }
        if (!any && !pkg.equals("null")) {
          facts.add(new Fact("tracker", release, pkg, id, "1.0-1", ""));
        }
      }
    }
    return facts;
  }

  private List<String> truth(List<Fact> facts, List<Fact> asked)
      throws IOException, InterruptedException {
    Path script = folder.resolve("truth.py");
    try (InputStream in =
        Objects.requireNonNull(OracleTest.class.getResourceAsStream("truth.py"))) {
      Files.copy(in, script);
    }
    Path told = Files.write(folder.resolve("facts"), facts.stream().map(Fact::row).toList());
    Path questions = Files.write(folder.resolve("asked"), asked.stream().map(Fact::row).toList());
    Path out = folder.resolve("truth");
    Process python =
        new ProcessBuilder(
                "python3",
                script.toString(),
                told.toString(),
                questions.toString(),
                SharedData.need("debian-tracker/debian-tracker.jsonl").toString(),
                SharedData.need("debian-tracker/debian-advisories.jsonl").toString(),
                SharedData.need("images/alpine-minirootfs-3.20.3-x86_64.tar.gz").toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    int code = python.waitFor();
    assertThat(code).as(Files.readString(folder.resolve("errors"))).isZero();
    return Files.readAllLines(out);
  }

  private static List<String> answers(List<Fact> facts, List<Fact> asked) throws IOException {
    World tables = new World();
    FeedSink sink = tables.sink(FeedKind.OSV, World.TODAY);
    facts.forEach(fact -> sink.accept(advisory(fact)));
    World lists = new World();
    for (String name : List.of("debian-tracker.jsonl", "debian-advisories.jsonl")) {
      lists.feed(FeedKind.DEBIAN_LISTS, SharedData.text("debian-tracker/" + name));
    }
    List<String> answers = new ArrayList<>();
    try (AdvisoryDatabase table = tables.database();
        AdvisoryDatabase list = lists.database()) {
      PackageMatcher byTable =
          new PackageMatcher(table, World.schemes(), Optional.of(World.COVERAGE));
      PackageMatcher byList = new PackageMatcher(list, World.schemes(), Optional.empty());
      for (Fact question : asked) {
        boolean tracker = question.family().equals("tracker");
        answers.add(answer(tracker ? byList : byTable, question));
      }
    }
    return answers;
  }

  private static Advisory advisory(Fact fact) {
    boolean never = fact.fixed().equals("0");
    return Advisory.of(
        fact.id(),
        List.of(
            new AffectedPackage(
                ECOSYSTEMS.get(fact.family()) + fact.release(),
                "",
                fact.pkg(),
                !fact.family().equals("almalinux"),
                never
                    ? Status.NOT_AFFECTED
                    : fact.fixed().isEmpty() ? Status.UNFIXED : Status.FIXED,
                never ? List.of() : List.of(VersionRange.until(fact.fixed())),
                List.of(),
                fact.stream(),
                List.of(),
                List.of(),
                "")),
        List.of());
  }

  private static String answer(PackageMatcher matcher, Fact question) {
    String family = question.family().equals("tracker") ? "debian" : question.family();
    Item item =
        switch (family) {
          case "almalinux" ->
              World.rpm(
                  question.pkg(),
                  question.fixed(),
                  "",
                  question.stream().isEmpty() ? "" : question.stream() + ":80:ab",
                  "");
          case "alpine" -> World.apk(question.pkg(), question.fixed(), question.pkg());
          default -> World.deb(question.pkg(), question.fixed());
        };
    String release =
        question.release().startsWith("v")
            ? question.release().substring(1) + ".1"
            : question.release();
    Outcome outcome =
        matcher.outcome(Scopes.of(World.system(family, release)), Subject.of(item.pkg()));
    if (!outcome.unknown().isEmpty()) {
      return "unknown: " + outcome.unknown();
    }
    Verdict verdict =
        outcome.decisions().stream()
            .filter(d -> d.vulnerability().equals(question.id()))
            .map(Decision::verdict)
            .findFirst()
            .orElse(new Verdict.NotAffected(""));
    return switch (verdict) {
      case Verdict.Affected _ -> "affected";
      case Verdict.Unknown _ -> "unknown";
      default -> "safe";
    };
  }

  private static void report(Triples triples, List<String> truth, List<String> answers) {
    assertThat(truth).hasSameSizeAs(answers);
    Map<String, Integer> counts = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    int both = 0;
    int said = 0;
    int true_ = 0;
    for (int i = 0; i < truth.size(); i++) {
      Fact asked = triples.asked().get(i);
      counts.merge(asked.family() + " " + truth.get(i), 1, Integer::sum);
      said += answers.get(i).equals("affected") ? 1 : 0;
      true_ += truth.get(i).equals("affected") ? 1 : 0;
      both += answers.get(i).equals("affected") && truth.get(i).equals("affected") ? 1 : 0;
      if (!truth.get(i).equals(answers.get(i))) {
        wrong.add(asked.row() + " is " + truth.get(i) + ", said " + answers.get(i));
      }
    }
    System.out.printf(
        "oracle: %d triples, %d within one revision of the fix; precision %.6f, recall %.6f; %s%n",
        truth.size(), triples.near(), (double) both / said, (double) both / true_, counts);
    wrong.stream().limit(20).forEach(System.out::println);
    assertThat(wrong).isEmpty();
    assertThat(triples.near() * 3).isGreaterThanOrEqualTo(truth.size());
    long modular = triples.asked().stream().filter(f -> f.stream().contains(":")).count();
    assertThat(modular * 10).as("of module streams").isGreaterThan(truth.size());
    assertThat(true_).isBetween(truth.size() / 10, truth.size() * 9 / 10);
  }
}
