package dev.plinth.cli;

import dev.plinth.app.LocalArchive;
import dev.plinth.app.Settings;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command has. */
public final class GlobalOptions {
  /** How a result is printed. */
  enum Format {
    text,
    json,
    /** A graph, of commands that can draw one. */
    dot,
    svg
  }

  @Option(
      scope = ScopeType.INHERIT,
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How the result is printed: text or json (default: text).")
  Format output = Format.text;

  @Option(
      scope = ScopeType.INHERIT,
      names = "--store",
      paramLabel = "DIR",
      description = "Where images are kept (default: $PLINTH_STORE, else XDG data folder).")
  @Nullable Path store;

  @Option(
      scope = ScopeType.INHERIT,
      names = "--cache",
      paramLabel = "DIR",
      description = "Where work is kept to be used again (default: $PLINTH_CACHE, else XDG).")
  @Nullable Path cache;

  @Option(
      scope = ScopeType.INHERIT,
      names = "--quiet",
      description = "No progress, only the result and errors.")
  boolean quiet;

  @Option(
      scope = ScopeType.INHERIT,
      names = "--no-trunc",
      description = "Digests and names in full.")
  boolean noTrunc;

  @Option(
      scope = ScopeType.INHERIT,
      names = "--debug",
      description = "With an error, the trace of where it happened.")
  boolean debug;

  @Option(
      scope = ScopeType.INHERIT,
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  /** The language of a graph that was asked for; null where none was. */
  ExplainCommand.@Nullable Language graph() {
    return switch (output) {
      case dot -> ExplainCommand.Language.dot;
      case svg -> ExplainCommand.Language.svg;
      default -> null;
    };
  }

  boolean json() {
    return output == Format.json;
  }

  /** Where things lie, from the options, the environment, and the XDG base directories. */
  Settings settings(
      Map<String, String> environment,
      List<String> mirrors,
      Progress progress,
      Optional<LocalArchive> archive) {
    return new Settings(
        folder(store, environment, "PLINTH_STORE", "XDG_DATA_HOME", ".local/share", "plinth/store"),
        folder(cache, environment, "PLINTH_CACHE", "XDG_CACHE_HOME", ".cache", "plinth"),
        folder(null, environment, "PLINTH_CONFIG", "XDG_CONFIG_HOME", ".config", "plinth"),
        mirrors,
        Map.copyOf(environment),
        progress,
        threads(environment),
        archive);
  }

  private static int threads(Map<String, String> environment) {
    String wanted = environment.getOrDefault("PLINTH_THREADS", "");
    if (wanted.isEmpty()) {
      return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16);
    }
    if (!wanted.matches("[1-9][0-9]?")) {
      throw new PlinthException(
          ErrorCode.USAGE, "PLINTH_THREADS is '" + wanted + "'", "set it to a number from 1 to 99");
    }
    return Integer.parseInt(wanted);
  }

  private static Path folder(
      @Nullable Path option,
      Map<String, String> environment,
      String own,
      String xdg,
      String fallback,
      String below) {
    if (option != null) {
      return option.toAbsolutePath().normalize();
    }
    String set = environment.getOrDefault(own, "");
    if (!set.isEmpty()) {
      return Path.of(set).toAbsolutePath().normalize();
    }
    String base = environment.getOrDefault(xdg, "");
    if (!base.isEmpty() && Path.of(base).isAbsolute()) {
      return Path.of(base).resolve(below);
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE, "neither " + own + " nor HOME is set", "set " + own + " to a folder");
    }
    return Path.of(home).resolve(fallback).resolve(below);
  }
}
