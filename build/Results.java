import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Writes what the last run of all tests came to: one line a class, and why tests were skipped. */
final class Results {
  private record Line(String module, String name, int tests, int bad, int skipped, double seconds) {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    List<Line> lines = new ArrayList<>();
    TreeSet<String> reasons = new TreeSet<>();
    for (Path report : reports(home)) {
      read(home, report, lines, reasons);
    }
    lines.sort((a, b) -> (a.module + a.name).compareTo(b.module + b.name));
    StringBuilder text = new StringBuilder(LocalDate.now() + "  ./test --full\n\n");
    text.append(String.format("%-14s %-34s %7s %6s %7s %8s%n", "module", "class", "tests", "failed", "skipped", "seconds"));
    for (Line l : lines) {
      text.append(String.format("%-14s %-34s %7d %6d %7d %8.1f%n", l.module, l.name, l.tests, l.bad, l.skipped, l.seconds));
    }
    text.append(
        String.format(
            "%-14s %-34s %7d %6d %7d%n",
            "all",
            lines.size() + " classes",
            lines.stream().mapToInt(Line::tests).sum(),
            lines.stream().mapToInt(Line::bad).sum(),
            lines.stream().mapToInt(Line::skipped).sum()));
    if (!reasons.isEmpty()) {
      text.append("\nskipped because\n");
      reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
    }
    Files.writeString(Path.of(args[1]), text);
  }

  private static List<Path> reports(Path home) throws IOException {
    try (Stream<Path> modules = Files.list(home)) {
      List<Path> reports = new ArrayList<>();
      for (Path module : modules.sorted().toList()) {
        Path folder = module.resolve("target/plain/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.toString().endsWith(".xml")).forEach(reports::add);
          }
        }
      }
      return reports;
    }
  }

  private static void read(Path home, Path report, List<Line> lines, TreeSet<String> reasons)
      throws Exception {
    Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile()).getDocumentElement();
    String module = home.relativize(report).getName(0).toString();
    String name = suite.getAttribute("name").replaceAll(".*\\.", "");
    int bad = Integer.parseInt(suite.getAttribute("failures")) + Integer.parseInt(suite.getAttribute("errors"));
    lines.add(
        new Line(
            module,
            name,
            Integer.parseInt(suite.getAttribute("tests")),
            bad,
            Integer.parseInt(suite.getAttribute("skipped")),
            Double.parseDouble(suite.getAttribute("time").replace(",", ""))));
    NodeList skipped = suite.getElementsByTagName("skipped");
    for (int i = 0; i < skipped.getLength(); i++) {
      String message = ((Element) skipped.item(i)).getAttribute("message").replaceFirst("^Assumption failed: ", "");
      reasons.add(name + ": " + message.lines().findFirst().orElse("no reason"));
    }
  }
}
