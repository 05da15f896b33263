package dev.plinth.sandbox;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs commands on a {@link RootDirectory} through bubblewrap: own network (loopback only), process
 * ids, IPC and host name; the host's files read-only at most; no privileges gained. As root the
 * user ids are real, so permissions are tested as they will be; without root all files belong to
 * the one user.
 */
public final class Sandbox {
  private static final List<String> CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_NET_BIND_SERVICE");

  /** How many times as long a command may take under qemu. */
  private static final int EMULATED = 5;

  private final Path bubblewrap;
  private final RootDirectory root;
  private final Optional<Path> emulator;
  private final boolean asRoot = RootDirectory.isRoot();

  private Sandbox(Path bubblewrap, RootDirectory root, Optional<Path> emulator) {
    this.bubblewrap = bubblewrap;
    this.root = root;
    this.emulator = emulator;
  }

  /**
   * Whether commands of {@code platform} can run on this host; the reason where not.
   *
   * @param environment the host's, for its PATH
   */
  public static Optional<String> missing(Platform platform, Map<String, String> environment) {
    if (Programs.find("bwrap", environment).isEmpty()) {
      return Optional.of("bubblewrap (bwrap) is not installed");
    }
    if (!runsHere(platform) && Programs.emulator(platform, environment).isEmpty()) {
      return Optional.of("this host is not " + platform + " and has no static qemu for it");
    }
    return Optional.empty();
  }

  /** A sandbox over {@code root}; {@link #missing} must have been asked before. */
  public static Sandbox over(
      RootDirectory root, Platform platform, Map<String, String> environment) {
    Path bubblewrap =
        Programs.find("bwrap", environment)
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.MACHINE,
                    "bubblewrap (bwrap) is not installed",
                    "install it, or build with --skip-tests"));
    return new Sandbox(
        bubblewrap,
        root,
        runsHere(platform) ? Optional.empty() : Programs.emulator(platform, environment));
  }

  private static boolean runsHere(Platform platform) {
    return platform.os().equals("linux")
        && platform.architecture().equals(Programs.hostArchitecture());
  }

  /** How long a command may take that needs at most {@code given} where nothing is emulated. */
  public Duration limit(Duration given) {
    return emulator.isPresent() ? given.multipliedBy(EMULATED) : given;
  }

  /** Runs to the end, or to the time-out. */
  public SandboxResult run(SandboxCommand command) throws IOException {
    try (Service service = start(command)) {
      boolean ended = service.await(command.timeout());
      if (!ended) {
        service.kill();
      }
      return service.result(!ended);
    }
  }

  /** Starts a command that goes on: a service. Closing it kills all of its processes. */
  public Service start(SandboxCommand command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line(command));
    builder.environment().clear();
    return new Service(builder.start());
  }

  private List<String> line(SandboxCommand command) {
    Path top = root.path();
    List<String> line = new ArrayList<>(List.of(bubblewrap.toString()));
    line.addAll(List.of("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    line.addAll(List.of("--hostname", "plinth-test", "--die-with-parent", "--new-session"));
    boolean switchUser = asRoot && command.uid() != 0;
    String at = switchUser ? top.toString() : "";
    if (switchUser) {
      // Only a process that starts outside can become the image's user with the image's own ids.
      // setpriv sets the groups while it is still root, unshare enters the root and its folder and
      // sets the user last: no capability is left afterwards.
      line.addAll(List.of("--ro-bind", "/", "/", "--bind", at, at));
    } else {
      line.addAll(List.of("--bind", top.toString(), "/"));
    }
    line.addAll(List.of("--proc", at + "/proc", "--dev", at + "/dev"));
    line.addAll(List.of("--chmod", "1777", at + "/dev/shm"));
    if (!holdsTemporaryFiles()) {
      line.addAll(List.of("--tmpfs", at + "/tmp", "--chmod", "1777", at + "/tmp"));
    }
    emulator.ifPresent(qemu -> line.addAll(List.of("--ro-bind", qemu.toString(), at + "/.qemu")));
    if (asRoot) {
      line.addAll(List.of("--cap-drop", "ALL"));
      CAPABILITIES.forEach(name -> line.addAll(List.of("--cap-add", name)));
      if (switchUser) {
        line.addAll(List.of("--cap-add", "CAP_SYS_CHROOT"));
      }
    } else {
      line.addAll(
          List.of("--unshare-user", "--uid", "" + command.uid(), "--gid", "" + command.gid()));
    }
    line.add("--clearenv");
    command.environment().forEach((name, value) -> line.addAll(List.of("--setenv", name, value)));
    if (switchUser) {
      line.add("--");
      line.addAll(enter(command, top));
    } else {
      line.addAll(List.of("--chdir", command.directory(), "--"));
    }
    line.addAll(program(command));
    return line;
  }

  private static List<String> enter(SandboxCommand command, Path top) {
    String groups = command.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
    return List.of(
        Programs.require("setpriv"),
        "--regid=" + command.gid(),
        groups.isEmpty() ? "--clear-groups" : "--groups=" + groups,
        "--",
        Programs.require("unshare"),
        "--root=" + top,
        "--wd=" + command.directory(),
        "--setuid=" + command.uid(),
        "--");
  }

  /** What the image or its test files have in /tmp must be seen, as a container would see it. */
  private boolean holdsTemporaryFiles() {
    try {
      return root.tree().isDirectory("/tmp") && !root.tree().list("/tmp").isEmpty();
    } catch (FileSystemException e) {
      return false;
    }
  }

  private List<String> program(SandboxCommand command) {
    List<String> words = new ArrayList<>(command.arguments());
    ProgramPath program = new ProgramPath(root.tree(), command.environment());
    words.set(0, program.resolve(words.getFirst()));
    if (emulator.isPresent()) {
      program.interpreter(words.getFirst()).ifPresent(interpreter -> words.addAll(0, interpreter));
      words.addFirst("/.qemu");
    }
    return words;
  }

  /** Waits for {@code process} without letting an interrupt be lost. */
  static boolean await(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path);
  }
}
