package dev.plinth.solve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Gives apt a folder with an empty system and the lists of one release, from the host's mirror. */
final class AptFolder {
  private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private AptFolder() {}

  /**
   * The folder for a release and architecture, its lists fresh; skips the test where that fails.
   */
  static Apt of(String release, String architecture) {
    Path folder = Path.of("target", "apt", release + "-" + architecture).toAbsolutePath();
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "no apt-get here");
    Assumptions.assumeTrue(Files.exists(KEYS), "no keys of the archive here");
    Set<String> sources = sources(release);
    Assumptions.assumeTrue(sources.size() > 1, "apt's sources name no Debian mirror here");
    try {
      for (String part :
          List.of(
              "etc/apt/apt.conf.d",
              "etc/apt/preferences.d",
              "etc/apt/sources.list.d",
              "var/lib/apt/lists/partial",
              "var/lib/dpkg",
              "var/cache/apt/archives/partial")) {
        Files.createDirectories(folder.resolve(part));
      }
      Files.writeString(folder.resolve("var/lib/dpkg/status"), "");
      Files.writeString(folder.resolve("etc/apt/sources.list"), String.join("\n", sources) + "\n");
      Files.writeString(
          folder.resolve("apt.conf"),
          """
          Dir "%1$s";
          Dir::State::status "%1$s/var/lib/dpkg/status";
          Dir::Etc::parts "%1$s/etc/apt/apt.conf.d";
          APT::Architecture "%2$s";
          APT::Architectures { "%2$s"; };
          APT::Install-Recommends "0";
          APT::Get::AutomaticRemove "0";
          APT::Sandbox::User "";
          APT::Solver "internal";
          Acquire::Languages "none";
          """
              .formatted(folder, architecture));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Apt apt = new Apt(folder, architecture);
    String output = run(Map.of("APT_CONFIG", folder + "/apt.conf"), "apt-get", "-q", "update");
    Assumptions.assumeTrue(apt.indexes().size() >= 2, () -> "apt-get update fails: " + output);
    return apt;
  }

  /** One line a suite: the release and its updates from one mirror, security from another. */
  private static Set<String> sources(String release) {
    String main = "";
    String security = "";
    String targets =
        run(
            Map.of(),
            "apt-get",
            "indextargets",
            "--format",
            "$(REPO_URI) $(RELEASE) $(ORIGIN)",
            "Created-By: Packages");
    for (String line : targets.split("\n")) {
      String[] words = line.strip().split(" ");
      if (words.length == 3 && words[2].equals("Debian")) {
        if (words[1].endsWith("-security")) {
          security = security.isEmpty() ? words[0] : security;
        } else {
          main = main.isEmpty() ? words[0] : main;
        }
      }
    }
    Set<String> lines = new LinkedHashSet<>();
    String start = "deb [signed-by=" + KEYS + "] ";
    if (!main.isEmpty()) {
      lines.add(start + main + " " + release + " main");
      lines.add(start + main + " " + release + "-updates main");
    }
    if (!security.isEmpty()) {
      lines.add(start + security + " " + release + "-security main");
    }
    return lines;
  }

  private static String run(Map<String, String> environment, String... command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
      builder.environment().putAll(environment);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
