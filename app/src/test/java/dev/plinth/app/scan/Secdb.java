package dev.plinth.app.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alpine's secfixes of the shared data, in the form in which Alpine publishes them. */
final class Secdb {
  private static final Pattern PACKAGE = Pattern.compile("^  \"([^\"]+)\": (\\{.*}),?$");

  private Secdb() {}

  /** Writes the file of a repository in which nothing was ever fixed. */
  static Path empty(String release, String repository, Path file) throws IOException {
    return Files.writeString(
        file,
        "{\"reponame\":\"%s\",\"distroversion\":\"%s\",\"packages\":[]}"
            .formatted(repository, release));
  }

  /** Writes the file of one release. */
  static Path write(String release, Path file) throws IOException {
    List<String> lines =
        Files.readAllLines(SharedData.find("advisories/alpine-secdb-base.json")).stream()
            .dropWhile(line -> !line.startsWith(" \"" + release + "\""))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .toList();
    StringBuilder packages = new StringBuilder();
    for (String line : lines) {
      Matcher pkg = PACKAGE.matcher(line);
      if (!pkg.matches()) {
        throw new IOException("the shared data has another form: " + line);
      }
      packages.append(packages.isEmpty() ? "" : ",");
      packages.append(
          "{\"pkg\":{\"name\":\"" + pkg.group(1) + "\",\"secfixes\":" + pkg.group(2) + "}}");
    }
    return Files.writeString(
        file,
        "{\"apkurl\":\"x\",\"reponame\":\"main\",\"distroversion\":\""
            + release
            + "\",\"packages\":["
            + packages
            + "]}");
  }
}
