package dev.plinth.solve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** apt itself, in a folder of its own with an empty system: what the resolver is measured by. */
record Apt(Path folder, String architecture) {
  /** {@code 'URI' NAME_VERSION_ARCHITECTURE.deb SIZE HASH}; a version's colon is escaped. */
  private static final Pattern ARCHIVE =
      Pattern.compile("^'[^']*' ([^_ ]+)_([^_ ]+)_[^_ ]+\\.deb \\d+ ");

  /**
   * What apt would do.
   *
   * @param refused whether it ends with an error
   * @param installs versions by name
   */
  record Answer(boolean refused, TreeMap<String, String> installs, String output) {}

  /** On an empty system it fetches what it installs; to simulate takes twice as long. */
  Answer install(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("apt-get", "--print-uris", "-qq", "install"));
    command.addAll(arguments);
    String output;
    int code;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("APT_CONFIG", folder.resolve("apt.conf").toString());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      output = new String(process.getInputStream().readAllBytes(), UTF_8);
      code = process.waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("apt-get does not run", e);
    }
    TreeMap<String, String> installs = new TreeMap<>();
    for (String line : output.split("\n")) {
      Matcher archive = ARCHIVE.matcher(line);
      if (archive.find()) {
        installs.put(
            archive.group(1), URLDecoder.decode(archive.group(2).replace("+", "%2b"), UTF_8));
      }
    }
    return new Answer(code != 0, installs, output);
  }

  /** The suite that a file in apt's lists is of: {@code bookworm-security}. */
  static String suite(Path file) {
    String name = file.getFileName().toString();
    int from = name.indexOf("_dists_") + 7;
    return name.substring(from, name.indexOf('_', from));
  }

  /** The Packages files, in the order of the sources. */
  List<Path> indexes() {
    try (Stream<Path> lists = Files.list(folder.resolve("var/lib/apt/lists"))) {
      List<Path> files =
          new ArrayList<>(
              lists.filter(path -> path.toString().endsWith("_Packages")).sorted().toList());
      files.sort(
          java.util.Comparator.comparingInt(path -> {
            String name = path.getFileName().toString();
            return name.contains("-security_") ? 2 : name.contains("-updates_") ? 1 : 0;
          }));
      return files;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
