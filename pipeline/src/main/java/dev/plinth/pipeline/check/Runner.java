package dev.plinth.pipeline.check;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.root.AccountFiles;
import dev.plinth.sandbox.Sandbox;
import dev.plinth.sandbox.SandboxCommand;
import dev.plinth.sandbox.SandboxResult;
import dev.plinth.sandbox.Service;
import dev.plinth.spec.ImageTest.CommandTest;
import dev.plinth.spec.ImageTest.ServiceTest;
import dev.plinth.spec.Spec.ImageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tests that run something, as the image would run it. */
final class Runner {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final long STEP_MILLIS = 50;
  private static final int SHOWN = 400;

  private final Sandbox sandbox;
  private final ImageSettings settings;
  private final AccountFiles accounts;

  Runner(Sandbox sandbox, ImageSettings settings, AccountFiles accounts) {
    this.sandbox = sandbox;
    this.settings = settings;
    this.accounts = accounts;
  }

  String check(CommandTest test) throws IOException {
    Duration limit = sandbox.limit(test.timeout());
    SandboxResult result =
        sandbox.run(
            command(test.arguments(), test.environment(), test.user(), test.directory(), limit));
    if (result.timedOut()) {
      return "it took over " + limit.toSeconds() + " s";
    }
    List<String> wrong = new ArrayList<>();
    if (result.exitCode() != test.exit()) {
      wrong.add("it ended with " + result.exitCode() + ", not " + test.exit());
    }
    for (String text : test.output()) {
      if (!result.standardOutput().contains(text)) {
        wrong.add("standard output does not hold '" + text + "'");
      }
    }
    for (String text : test.error()) {
      if (!result.standardError().contains(text)) {
        wrong.add("standard error does not hold '" + text + "'");
      }
    }
    return wrong.isEmpty()
        ? ""
        : String.join("; ", wrong) + said(result.standardOutput() + result.standardError());
  }

  String check(ServiceTest test) throws IOException {
    List<String> arguments = test.arguments();
    if (arguments.isEmpty()) {
      arguments = new ArrayList<>(settings.entrypoint());
      arguments.addAll(settings.command());
    }
    if (arguments.isEmpty()) {
      return "the image has neither entrypoint nor command to start";
    }
    Duration limit = sandbox.limit(test.timeout());
    SandboxCommand command =
        command(arguments, test.environment(), test.user(), Optional.empty(), limit);
    long deadline = System.nanoTime() + limit.toNanos();
    try (Service service = sandbox.start(command)) {
      while (!service.listening().containsAll(test.ports())) {
        if (!service.isAlive()) {
          return "it ended before it listened" + said(service.said());
        }
        if (System.nanoTime() > deadline) {
          return "after "
              + limit.toSeconds()
              + " s it listens on "
              + service.listening()
              + ", not on "
              + test.ports()
              + said(service.said());
        }
        pause();
      }
      return test.url().isPresent() ? page(service, test, test.url().get(), limit) : "";
    }
  }

  private static String page(Service service, ServiceTest test, String url, Duration limit)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String answer = service.get(java, System.getProperty("java.class.path"), url, limit);
    String status = answer.lines().findFirst().orElse("");
    if (!status.equals(Integer.toString(test.status()))) {
      return url + " has the status " + status + ", not " + test.status() + said(service.said());
    }
    for (String text : test.body()) {
      if (!answer.contains(text)) {
        return url + " does not hold '" + text + "'" + said(answer);
      }
    }
    return "";
  }

  private SandboxCommand command(
      List<String> arguments,
      SortedMap<String, String> extra,
      Optional<String> user,
      Optional<String> directory,
      Duration timeout) {
    String who = user.orElse(settings.user());
    int[] ids = ids(who);
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", PATH);
    environment.put("HOME", accounts.user(ids[0]).map(AccountFiles.User::home).orElse("/"));
    environment.putAll(settings.environment());
    environment.putAll(extra);
    // OCI image-spec, config.md, "User": further groups only where no group is named.
    SortedSet<Integer> groups =
        who.indexOf(':') >= 0
            ? new TreeSet<>()
            : accounts
                .user(ids[0])
                .map(account -> accounts.groupsOf(account.name()))
                .orElse(new TreeSet<>());
    String in = directory.orElse(settings.workdir().isEmpty() ? "/" : settings.workdir());
    return new SandboxCommand(arguments, environment, ids[0], ids[1], groups, in, timeout);
  }

  /**
   * OCI image-spec, config.md, "User": names or numbers, the user's own group where none is given.
   */
  private int[] ids(String user) {
    if (user.isEmpty()) {
      return new int[] {0, 0};
    }
    String[] parts = user.split(":", 2);
    Optional<AccountFiles.User> account =
        parts[0].matches("[0-9]{1,9}")
            ? accounts.user(Integer.parseInt(parts[0]))
            : accounts.user(parts[0]);
    int uid = account.map(AccountFiles.User::uid).orElseGet(() -> number(parts[0], "user"));
    if (parts.length == 1) {
      return new int[] {uid, account.map(AccountFiles.User::gid).orElse(0)};
    }
    OptionalInt group = accounts.group(parts[1]);
    return new int[] {uid, group.isPresent() ? group.getAsInt() : number(parts[1], "group")};
  }

  private static int number(String text, String kind) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the image has no " + kind + " '" + text + "'",
          "add it to 'accounts'");
    }
    return Integer.parseInt(text);
  }

  private static String said(String text) {
    String shown = text.strip();
    return shown.isEmpty()
        ? "; it said nothing"
        : "; it said: " + shown.substring(0, Math.min(SHOWN, shown.length()));
  }

  private static void pause() {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
