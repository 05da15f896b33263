package dev.plinth.sandbox;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs of the host. */
final class Programs {
  private static final String SYSTEM =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Programs() {}

  static Optional<Path> find(String name, Map<String, String> environment) {
    for (String folder : (environment.getOrDefault("PATH", "") + ":" + SYSTEM).split(":", -1)) {
      if (folder.startsWith("/")) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  static String require(String name) {
    return find(name, Map.of())
        .map(Path::toString)
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.MACHINE, "the host has no " + name, "install it and try again"));
  }

  /** The host's processor in the words of OCI. */
  static String hostArchitecture() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  static Optional<Path> emulator(Platform platform, Map<String, String> environment) {
    String cpu =
        switch (platform.architecture()) {
          case "amd64" -> "x86_64";
          case "arm64" -> "aarch64";
          case "386" -> "i386";
          default -> platform.architecture();
        };
    return find("qemu-" + cpu + "-static", environment).or(() -> find("qemu-" + cpu, environment));
  }
}
