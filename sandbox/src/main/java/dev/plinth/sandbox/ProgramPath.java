package dev.plinth.sandbox;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds programs inside a root. */
final class ProgramPath {
  private static final int SHEBANG = 256;

  private final Tree tree;
  private final Map<String, String> environment;

  ProgramPath(Tree tree, Map<String, String> environment) {
    this.tree = tree;
    this.environment = environment;
  }

  /** The absolute path inside of a program named so; unchanged where there is none. */
  String resolve(String name) {
    if (name.contains("/")) {
      return name;
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      String candidate = folder + "/" + name;
      if (folder.startsWith("/") && tree.isRegularFile(RawPath.ofText(candidate))) {
        return candidate;
      }
    }
    return name;
  }

  /** The interpreter and its argument, where the program is a script. */
  Optional<List<String>> interpreter(String program) {
    try {
      Content content = tree.content(RawPath.ofText(program));
      String head = new String(content.read(0, SHEBANG), StandardCharsets.ISO_8859_1);
      if (!head.startsWith("#!")) {
        return Optional.empty();
      }
      String line = head.substring(2).lines().findFirst().orElse("");
      return Optional.of(List.of(line.strip().split("\\s+", 2)));
    } catch (FileSystemException e) {
      return Optional.empty();
    }
  }
}
