package dev.plinth.licence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** The packages that the examples need, from the host's mirror, by apt in a folder of its own. */
final class ExamplePackages {
  private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  /** What the examples ask for, by release. */
  static final Map<String, List<String>> NAMES =
      new TreeMap<>(
          Map.of(
              "trixie",
              List.of(
                  "base-files",
                  "base-passwd",
                  "libssl3t64",
                  "ca-certificates",
                  "tzdata",
                  "bash",
                  "coreutils",
                  "openssl",
                  "python3",
                  "openjdk-21-jre-headless",
                  "openjdk-25-jre-headless"),
              "bookworm",
              List.of(
                  "?essential",
                  "?priority(required)",
                  "base-files",
                  "ca-certificates",
                  "tzdata",
                  "nginx")));

  private ExamplePackages() {}

  /**
   * The copyright files of the closure of some names, by package; a package whose folder is a link
   * to another's has none. The test is skipped where apt cannot give them.
   *
   * @param step 1 for all packages, 10 for every tenth
   */
  static Map<String, byte[]> copyrights(String release, List<String> names, int step)
      throws IOException {
    Path folder = Path.of("target", "licences", release).toAbsolutePath();
    prepare(folder, release);
    run(folder, "apt-get -q update");
    String plan = run(folder, "apt-get -s install '" + String.join("' '", names) + "'");
    List<String> closure =
        plan.lines().filter(line -> line.startsWith("Inst ")).map(l -> l.split(" ")[1]).toList();
    Assumptions.assumeTrue(closure.size() > 30, () -> "apt has no plan: " + plan);
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < closure.size(); i += step) {
      wanted.add(closure.get(i));
    }
    run(folder, "rm -f *.deb; apt-get -q download " + String.join(" ", wanted));
    Map<String, byte[]> files = new TreeMap<>();
    Path out = folder.resolve("copyright");
    for (String name : wanted) {
      run(
          folder,
          "dpkg-deb --fsys-tarfile "
              + name
              + "_*.deb | tar -xO --wildcards './usr/share/doc/*/copyright' > copyright 2>/dev/null");
      if (Files.size(out) > 0) {
        files.put(name, Files.readAllBytes(out));
      }
    }
    run(folder, "rm -f *.deb copyright");
    return files;
  }

  private static void prepare(Path folder, String release) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "no apt-get here");
    Assumptions.assumeTrue(Files.exists(KEYS), "no keys of the archive here");
    Set<String> sources = sources(release);
    Assumptions.assumeTrue(sources.size() > 2, "apt's sources name no Debian mirror here");
    for (String part :
        List.of("apt.conf.d", "preferences.d", "lists/partial", "cache/archives/partial")) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(folder.resolve("status"), "");
    Files.writeString(folder.resolve("sources.list"), String.join("\n", sources) + "\n");
    Files.writeString(
        folder.resolve("apt.conf"),
        """
        Dir::State "%1$s";
        Dir::State::lists "%1$s/lists";
        Dir::State::status "%1$s/status";
        Dir::Cache "%1$s/cache";
        Dir::Etc::parts "%1$s/apt.conf.d";
        Dir::Etc::sourcelist "%1$s/sources.list";
        Dir::Etc::sourceparts "/dev/null";
        Dir::Etc::preferencesparts "%1$s/preferences.d";
        APT::Architecture "amd64";
        APT::Architectures { "amd64"; };
        APT::Install-Recommends "0";
        APT::Sandbox::User "";
        Acquire::Languages "none";
        """
            .formatted(folder));
  }

  private static Set<String> sources(String release) {
    String targets =
        run(
            Path.of("."),
            "apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(ORIGIN)' 'Created-By: Packages'");
    String main = "";
    String security = "";
    for (String line : targets.split("\n")) {
      String[] words = line.strip().split(" ");
      if (words.length == 3 && words[2].equals("Debian")) {
        if (words[1].endsWith("-security")) {
          security = words[0];
        } else {
          main = words[0];
        }
      }
    }
    Set<String> lines = new LinkedHashSet<>();
    String start = "deb [signed-by=" + KEYS + "] ";
    if (!main.isEmpty() && !security.isEmpty()) {
      lines.add(start + main + " " + release + " main");
      lines.add(start + main + " " + release + "-updates main");
      lines.add(start + security + " " + release + "-security main");
    }
    return lines;
  }

  private static String run(Path folder, String command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of("sh", "-c", command)))
              .directory(folder.toFile())
              .redirectErrorStream(true);
      if (Files.exists(folder.resolve("apt.conf"))) {
        builder.environment().put("APT_CONFIG", folder.resolve("apt.conf").toString());
      }
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
