package dev.plinth.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who works, for the trail: what the machine says, which nobody vouches for. */
final class Who {
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private Who() {}

  static String of(Map<String, String> environment) {
    String user = environment.getOrDefault("USER", System.getProperty("user.name", "unknown"));
    return user + "@" + host(environment);
  }

  private static String host(Map<String, String> environment) {
    try {
      return Files.readString(HOST, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return environment.getOrDefault("HOSTNAME", "unknown");
    }
  }
}
