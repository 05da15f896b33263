package dev.plinth.app.feeds;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Feeds that lie on this machine. */
final class FeedPaths {
  private FeedPaths() {}

  /** Differs where the names, sizes or times of what is there do. */
  static String state(Path place) {
    StringBuilder text = new StringBuilder();
    try {
      for (Path file : files(place)) {
        text.append(place.relativize(file))
            .append('\0')
            .append(Files.size(file))
            .append('\0')
            .append(Files.getLastModifiedTime(file))
            .append('\n');
      }
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE, place + " cannot be read", "check its permissions", e);
    }
    return Digest.of(text.toString()).hex();
  }

  /** The files of a place, sorted. */
  static List<Path> files(Path place) throws IOException {
    if (!Files.exists(place)) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no feed at " + place, "give the path of one");
    }
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> walk = Files.walk(place)) {
      return walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
