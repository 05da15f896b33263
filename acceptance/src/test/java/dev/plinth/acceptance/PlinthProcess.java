package dev.plinth.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher run as users run it, with a store, cache and configuration of its own. */
final class PlinthProcess {
  private static final long MOST_MINUTES = 10;

  /**
   * What came of a run.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }

    /** This result, where it ended well; else an error that shows what was printed. */
    Result ok() {
      if (code != 0) {
        throw new AssertionError("exit code " + code + "\n" + out + err);
      }
      return this;
    }
  }

  private final Path home;
  private final Map<String, String> environment;
  private final List<String> wrapper;
  private final Path directory;

  /**
   * @param home folder for store, cache and configuration
   */
  PlinthProcess(Path home) {
    this(home, new HashMap<>(System.getenv()), List.of(), Repository.root());
    List.of("PLINTH_JAVA_OPTIONS", "PLINTH_HEAP", "PLINTH_THREADS").forEach(environment::remove);
    environment.put("PLINTH_STORE", store().toString());
    environment.put("PLINTH_CACHE", home.resolve("cache").toString());
    environment.put("PLINTH_CONFIG", home.resolve("config").toString());
  }

  private PlinthProcess(
      Path home, Map<String, String> environment, List<String> wrapper, Path directory) {
    this.home = home;
    this.environment = environment;
    this.wrapper = wrapper;
    this.directory = directory;
  }

  Path store() {
    return home.resolve("store");
  }

  Path cache() {
    return home.resolve("cache");
  }

  /** Another process like this one; this one stays as it is, since test classes share it. */
  PlinthProcess with(String name, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(name, value);
    return new PlinthProcess(home, changed, wrapper, directory);
  }

  PlinthProcess without(String name) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.remove(name);
    return new PlinthProcess(home, changed, wrapper, directory);
  }

  PlinthProcess in(Path folder) {
    return new PlinthProcess(home, environment, wrapper, folder);
  }

  /** The launcher run through another program ({@code setpriv}, {@code chroot}). */
  PlinthProcess through(String... words) {
    return new PlinthProcess(home, environment, List.of(words), directory);
  }

  Result run(String... arguments) {
    try {
      Path out = Files.createTempFile("plinth-out", "");
      Path err = Files.createTempFile("plinth-err", "");
      try {
        Process process = start(out, err, arguments);
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError(
              String.join(" ", arguments) + " took over " + MOST_MINUTES + " minutes");
        }
        return new Result(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts the launcher; the caller waits for it, or kills it. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(wrapper);
    line.add(Repository.root().resolve("plinth").toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder
        .directory(directory.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
