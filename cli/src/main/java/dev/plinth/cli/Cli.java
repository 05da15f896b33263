package dev.plinth.cli;

import dev.plinth.app.LocalArchive;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the command line, runs one command, turns every failure into a message and an exit code.
 */
public final class Cli {
  private static final Set<String> WITH_LOCKS =
      Set.of("build", "lock", "update", "test", "verify", "sources");

  private Cli() {}

  /** Runs Plinth as {@link Main} does, on the given streams; returns the exit code. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, out, err, System.getenv(), Optional.empty());
  }

  /** {@code help COMMAND} is {@code COMMAND --help}, as in other tools. */
  private static String[] helped(String[] words) {
    if (words.length == 0 || !words[0].equals("help")) {
      return words;
    }
    Stream<String> command = Arrays.stream(words).skip(1).filter(word -> !word.startsWith("-"));
    return Stream.concat(command, Stream.of("--help")).toArray(String[]::new);
  }

  static int run(
      String[] words,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Optional<LocalArchive> archive) {
    String[] args = helped(words);
    Optional<String> name = Arrays.stream(args).filter(a -> !a.startsWith("-")).findFirst();
    if (args.length == 0
        || (name.isEmpty() && (args[0].equals("--help") || args[0].equals("-h")))) {
      (args.length == 0 ? err : out).print(Overview.text());
      return args.length == 0 ? ErrorCode.USAGE.exitCode() : 0;
    }
    boolean debug = Arrays.asList(args).contains("--debug");
    warm(firstWord(args));
    try {
      CommandLine line = line(args);
      line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
      line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
      // Not execute(): it prints a stack trace of whatever a handler lets through.
      CommandLine.ParseResult parsed = line.parseArgs(args);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return 0;
      }
      Work work = work(parsed);
      if (work == null) {
        CommandLine last = parsed.asCommandLineList().getLast();
        throw new ParameterException(last, "a command is missing");
      }
      return work.start(out, err, environment, archive);
    } catch (ParameterException e) {
      return Failure.report(usage(e), err, debug);
    } catch (PlinthException e) {
      return Failure.report(e, err, debug);
    } catch (RuntimeException | Error e) {
      return Failure.report(Failure.classify(e), err, debug);
    }
  }

  /**
   * Begins beside the command line what comes first behind it: the first digest lists all that its
   * provider has, 8 ms; where there are locks, which Jackson's mapper reads and writes, its setting
   * up takes twice as long, and what hashes packages must be linked.
   */
  private static void warm(String command) {
    boolean locks = WITH_LOCKS.contains(command);
    Thread.ofPlatform().daemon().name("digests").start(locks ? Digest::prepare : Digest::sha256);
    if (locks) {
      Thread.ofPlatform().daemon().name("mapper").start(() -> JsonMapper.shared().readTree("{}"));
    }
  }

  private static CommandLine line(String[] args) {
    CommandLine line = Commands.root();
    for (String arg : args) {
      Optional<CommandList.Entry> entry = CommandList.find(arg);
      if (entry.isPresent()) {
        Commands.add(line, entry.get());
        return line;
      }
      if (!arg.startsWith("-") && arg.equals(firstWord(args))) {
        throw Suggestions.unknownCommand(arg);
      }
    }
    return line;
  }

  /** The first word that is not an option nor the value of one of the root's options. */
  private static String firstWord(String[] args) {
    List<String> valued = List.of("-o", "--output", "--store", "--cache");
    for (int i = 0; i < args.length; i++) {
      if (valued.contains(args[i])) {
        i++;
      } else if (!args[i].startsWith("-")) {
        return args[i];
      }
    }
    return "";
  }

  private static @org.jspecify.annotations.Nullable Work work(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (!(last.commandSpec().userObject() instanceof Work work)) {
      return null;
    }
    return work;
  }

  private static PlinthException usage(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("bad arguments");
    return new PlinthException(ErrorCode.USAGE, message, "see " + name + " --help", e);
  }
}
