package dev.plinth.spec;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists what a {@link FileRule} copies, the same on every machine. */
public final class SourceFiles {
  private static final int MOST = 100_000;
  private static final int DEEPEST = 64;

  /**
   * One thing to copy.
   *
   * @param destination absolute path in the image, without a final slash
   * @param path on this machine; links have been followed
   * @param directory whether it is one
   * @param mode permission bits; of the source only counts whether its owner may run it
   */
  public record SourceFile(String destination, Path path, boolean directory, int mode) {}

  private final FileRule rule;
  private final Path folder;
  private final List<SourceFile> found = new ArrayList<>();

  private SourceFiles(FileRule rule) throws IOException {
    this.rule = rule;
    this.folder = rule.folder().toRealPath();
  }

  /**
   * Everything that the rule copies, folders before what is in them, by name.
   *
   * @param rule for one architecture
   * @throws PlinthException of {@link ErrorCode#BAD_INPUT} for what is neither file nor folder, for
   *     links that lead out of the spec's folder or in circles, and for too many files
   */
  public static List<SourceFile> of(FileRule rule) {
    try {
      SourceFiles files = new SourceFiles(rule);
      files.start();
      return files.found;
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the files of '" + rule.source() + "' cannot be read: " + e.getMessage(),
          "look at the file and its permissions",
          e);
    }
  }

  private void start() throws IOException {
    String destination = rule.destination();
    boolean into = destination.endsWith("/");
    String base = into ? destination.substring(0, destination.length() - 1) : destination;
    if (Files.isDirectory(rule.source())) {
      add(rule.source(), base, 0);
    } else {
      add(rule.source(), into ? base + "/" + rule.source().getFileName() : base, 0);
    }
  }

  private void add(Path path, String destination, int depth) throws IOException {
    if (destination.indexOf('\ufffd') >= 0) {
      throw bad(path, "has a name that this locale cannot read; use one with UTF-8");
    }
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      throw bad(path, "is a link that leads nowhere");
    }
    Path real = path.toRealPath();
    if (!real.startsWith(folder)) {
      throw bad(path, "leads out of the folder of the spec");
    }
    if (found.size() == MOST || depth > DEEPEST) {
      throw bad(path, "holds too many files, or a link that leads in a circle");
    }
    if (Files.isDirectory(real)) {
      if (!destination.isEmpty()) {
        found.add(new SourceFile(destination, real, true, 0755));
      }
      List<Path> children;
      try (Stream<Path> list = Files.list(real)) {
        children = list.limit(MOST + 1).sorted(SourceFiles::byName).toList();
      }
      for (Path child : children) {
        add(child, destination + "/" + child.getFileName(), depth + 1);
      }
    } else if (Files.isRegularFile(real)) {
      int mode = rule.mode().orElse(isProgram(real) ? 0755 : 0644);
      found.add(new SourceFile(destination, real, false, mode));
    } else {
      throw bad(path, "is neither a file nor a folder");
    }
  }

  /** Whether its owner may run it; asking "may I" would give root and others different images. */
  private static boolean isProgram(Path path) throws IOException {
    return Files.getPosixFilePermissions(path)
        .contains(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
  }

  private static int byName(Path a, Path b) {
    return String.valueOf(a.getFileName()).compareTo(String.valueOf(b.getFileName()));
  }

  private static PlinthException bad(Path path, String why) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "'" + path + "' cannot be copied into the image: it " + why,
        "keep the files of a spec in its own folder");
  }
}
