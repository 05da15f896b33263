package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The copyright files of this machine, read by python-debian and here. */
class PythonDebianTest {
  private static final Path DOC = Path.of("/usr/share/doc");

  @Test
  void readsTheSameParagraphs() throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.list(DOC)) {
      files =
          found
              .map(folder -> folder.resolve("copyright"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    } catch (IOException e) {
      files = List.of();
    }
    Assumptions.assumeTrue(files.size() > 50, "few copyright files here");
    Map<String, List<String>> theirs = python(files);
    int compared = 0;
    for (Path file : files) {
      List<String> paragraphs = theirs.getOrDefault(file.toString(), List.of());
      String end = paragraphs.isEmpty() ? "" : paragraphs.getLast();
      CopyrightFile ours = CopyrightFile.parse(Files.readAllBytes(file), "x");
      if (end.equals("\tother")) {
        assertThat(ours.finding().status())
            .as(file.toString())
            .isEqualTo(LicenceFinding.Status.UNKNOWN);
      } else if (end.equals("\tend") && ours.finding().status() != LicenceFinding.Status.UNKNOWN) {
        compared++;
        assertThat(ours.files().stream().map(PythonDebianTest::line))
            .as(file.toString())
            .isEqualTo(paragraphs.subList(0, paragraphs.size() - 1));
      }
    }
    assertThat(compared).isGreaterThan(files.size() / 3);
  }

  private static String line(FilesLicence licence) {
    return String.join(" ", licence.patterns())
        + "\t"
        + licence.declared().strip().replaceAll("\\s+", " ");
  }

  /** Debian's own first: another Python does not see Debian's modules. */
  private static String python() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private static Map<String, List<String>> python(List<Path> files) throws Exception {
    Path program = Files.createTempFile("copyright", ".py");
    Path names = Files.createTempFile("names", "");
    try (var in = PythonDebianTest.class.getResourceAsStream("copyright.py")) {
      Files.write(program, in.readAllBytes());
      Files.writeString(
          names, files.stream().map(Path::toString).collect(Collectors.joining("\n")));
      Process process =
          new ProcessBuilder(python(), program.toString())
              .redirectInput(names.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Assumptions.assumeTrue(process.waitFor() == 0, () -> "no python-debian here: " + said);
      Map<String, List<String>> paragraphs = new TreeMap<>();
      for (String line : said.split("\n")) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          paragraphs
              .computeIfAbsent(line.substring(0, tab), _ -> new ArrayList<>())
              .add(line.substring(tab + 1));
        }
      }
      return paragraphs;
    } catch (IOException e) {
      Assumptions.abort("no python3 here");
      throw e;
    } finally {
      Files.deleteIfExists(program);
      Files.deleteIfExists(names);
    }
  }
}
