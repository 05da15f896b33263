package dev.plinth.shell;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.run.Script;
import dev.plinth.shell.run.ScriptResult;
import dev.plinth.shell.run.ScriptRunner;
import dev.plinth.shell.run.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs the same script under a real shell and in the interpreter, each in an empty folder. */
public final class Oracle {
  /**
   * How a run ended.
   *
   * @param files what stands in the folder afterwards: kind, mode and content by relative path
   */
  public record Outcome(int status, String output, SortedMap<String, String> files) {}

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root", "LC_ALL", "C");

  private Oracle() {}

  public static boolean has(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program));
  }

  /** Skips the test where the program is missing. */
  public static void require(String program) {
    Assumptions.assumeTrue(has(program), program + " is not installed");
  }

  /** The snippets of a resource: separated by lines of two percent signs. */
  public static List<String> snippets(String resource) throws IOException {
    try (InputStream in = Oracle.class.getResourceAsStream("/snippets/" + resource)) {
      String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      List<String> snippets = new ArrayList<>();
      for (String snippet : all.split("(?m)^%%$\n?")) {
        if (!snippet.isBlank()) {
          snippets.add(snippet);
        }
      }
      return snippets;
    }
  }

  /** All snippets, as seeds of fuzz tests. */
  public static List<String> allSnippets() throws IOException {
    List<String> all = new ArrayList<>();
    for (String name :
        List.of("grammar", "builtins", "expansion", "files", "text", "sed", "awk", "errexit")) {
      all.addAll(snippets(name + ".txt"));
    }
    return all;
  }

  public static Outcome real(String shell, String script, Path scratch) throws Exception {
    Path folder = scratch.resolve("w");
    deleteAll(folder);
    Files.createDirectory(folder);
    Path file = scratch.resolve("script");
    Files.writeString(file, script, StandardCharsets.ISO_8859_1);
    Path output = scratch.resolve("output");
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/" + shell, file.toString());
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    Process process =
        builder
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException("the oracle hangs on: " + script);
    }
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.naturalOrder()).toList()) {
        if (!path.equals(folder)) {
          files.put(folder.relativize(path).toString(), describe(path));
        }
      }
    }
    return new Outcome(
        process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1), files);
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link " + Files.readSymbolicLink(path);
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    return Files.isDirectory(path)
        ? "dir " + Integer.toOctalString(mode)
        : "file "
            + Integer.toOctalString(mode)
            + " "
            + Files.readString(path, StandardCharsets.ISO_8859_1);
  }

  public static Outcome modelled(String shell, String script, Path scratch) throws Exception {
    String folder = scratch.resolve("w").toString();
    Tree tree = new Tree();
    Origin origin = new Origin.Generated("test");
    tree.mkdirs(folder, origin);
    tree.mkdirs("/tmp", origin);
    tree.mkdirs("/usr/bin", origin);
    tree.mkdirs("/etc", origin);
    for (String file : List.of("/etc/passwd", "/etc/group")) {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      tree.put(file, new Node.RegularFile(fresh(0644), Content.of(bytes)));
    }
    ScriptResult result =
        ScriptRunner.run(
            new Script(
                (script.startsWith("#!") ? "" : "#!/bin/" + shell + "\n") + script,
                scratch.resolve("script").toString(),
                List.of(),
                ENVIRONMENT,
                folder,
                022,
                java.util.Set.of()),
            world(tree, origin));
    if (result instanceof ScriptResult.Unknown unknown) {
      throw new NotUnderstood(unknown.line(), unknown.why() + " in: " + unknown.text());
    }
    ScriptResult.Finished finished = (ScriptResult.Finished) result;
    SortedMap<String, String> files = new TreeMap<>();
    tree.forEachBelow(
        folder,
        (path, node) -> {
          if (!path.equals(folder)) {
            files.put(path.substring(folder.length() + 1), describe(node));
          }
        });
    return new Outcome(finished.status(), finished.output(), files);
  }

  public static World world(Tree tree, Origin origin) {
    return new World(
        tree,
        CommandTable.none(),
        path -> path.matches("(/usr)?/s?bin/.*") && Files.isExecutable(Path.of(path)),
        new Platform("linux", "amd64"),
        origin,
        Limits.generous());
  }

  private static String describe(Node node) {
    String mode = Integer.toOctalString(node.attributes().mode());
    return switch (node) {
      case Node.Symlink link -> "link " + link.target();
      case Node.Directory _ -> "dir " + mode;
      case Node.RegularFile file ->
          "file " + mode + " " + new String(file.content().bytes(), StandardCharsets.ISO_8859_1);
      case Node.Special _ -> "special";
    };
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(
                path,
                java.util.EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
          }
          Files.delete(path);
        }
      }
    }
  }

  /** Compares and collects differences. */
  public static void compare(String shell, String script, Path scratch, List<String> differences)
      throws Exception {
    Outcome real = real(shell, script, scratch);
    Outcome modelled;
    try {
      modelled = modelled(shell, script, scratch);
    } catch (NotUnderstood e) {
      differences.add(
          "--- "
              + script
              + "\n  "
              + shell
              + ": "
              + real
              + "\n  not understood, line "
              + e.line()
              + ": "
              + e.why());
      return;
    }
    if (!real.equals(modelled)) {
      differences.add("--- " + script + difference(shell, real, modelled));
    }
  }

  private static String difference(String shell, Outcome real, Outcome modelled) {
    StringBuilder out = new StringBuilder();
    if (real.status != modelled.status) {
      out.append("  status " + real.status + " here " + modelled.status + "\n");
    }
    List<String> a = real.output.lines().toList();
    List<String> b = modelled.output.lines().toList();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      String x = i < a.size() ? a.get(i) : "(none)";
      String y = i < b.size() ? b.get(i) : "(none)";
      if (!x.equals(y)) {
        out.append(
            "  line " + (i + 1) + " of output: " + shell + " [" + x + "] here [" + y + "]\n");
        break;
      }
    }
    if (a.equals(b) && !real.output.equals(modelled.output)) {
      out.append("  only the last newline differs\n");
    }
    SortedMap<String, String> all = new TreeMap<>(real.files);
    all.putAll(modelled.files);
    for (String path : all.keySet()) {
      String x = String.valueOf(real.files.get(path));
      String y = String.valueOf(modelled.files.get(path));
      if (!x.equals(y)) {
        out.append("  " + path + ": " + shell + " [" + x + "] here [" + y + "]\n");
      }
    }
    return out.toString();
  }

  static Attributes fresh(int mode) {
    return Attributes.generated(mode, new Origin.Generated("test"));
  }
}
