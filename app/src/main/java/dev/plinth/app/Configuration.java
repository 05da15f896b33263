package dev.plinth.app;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The user's configuration: {@code mirrors}, one URI a line, in the configuration folder. */
final class Configuration {
  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  private Configuration() {}

  static List<URI> mirrors(Path folder) {
    Path file = folder.resolve("mirrors");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<URI> mirrors = new ArrayList<>();
    try {
      int number = 0;
      // Decoded leniently: what is no text is no URI either, and is told with its line.
      String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : content.split("\\R", -1)) {
        number++;
        String text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          mirrors.add(uri(text, file + ":" + number));
        }
      }
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          file + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    }
    return mirrors;
  }

  /**
   * A mirror that somebody wrote down.
   *
   * @param where it stands, for the error
   */
  static URI uri(String text, String where) {
    try {
      URI uri = URI.create(text);
      // HOST:PORT/PATH looks like a URI of the scheme HOST.
      if (SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new PlinthException(
        ErrorCode.BAD_INPUT,
        where + ": '" + text + "' is not the URI of a mirror",
        "begin it with http:, https: or file:");
  }
}
