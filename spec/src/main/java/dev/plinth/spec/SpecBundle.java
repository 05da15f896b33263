package dev.plinth.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeMap;

/**
 * All files that a spec consists of, so that it can be read again elsewhere: its documents, keys
 * and certificates, and what it copies into the image and beside its tests.
 *
 * @param main path of the document to read, within {@code files}
 * @param variant of it; empty for none
 * @param files by their paths below the folder that all have in common, with {@code /} between
 */
public record SpecBundle(String main, String variant, TreeMap<String, Member> files) {
  /**
   * A file or folder of it.
   *
   * @param path on this machine
   * @param directory whether it is a folder, to be made even if nothing is in it
   * @param program whether its owner may run it
   */
  public record Member(Path path, boolean directory, boolean program) {}

  /**
   * Lists the files of a spec that {@link SpecReader} has read.
   *
   * @throws dev.plinth.model.PlinthException as {@link SourceFiles#of} does
   */
  public static SpecBundle of(Spec spec) throws IOException {
    SequencedSet<Path> folders = new LinkedHashSet<>();
    spec.sources().forEach(file -> folders.add(parent(file)));
    List<FileRule> rules = new ArrayList<>(spec.files());
    rules.addAll(spec.testFiles());
    rules.forEach(rule -> folders.add(rule.folder().toAbsolutePath().normalize()));
    Path top = folders.getFirst();
    for (Path folder : folders) {
      while (!folder.startsWith(top)) {
        top = parent(top);
      }
    }
    TreeMap<String, Member> files = new TreeMap<>();
    for (Path file : spec.sources()) {
      files.put(name(top, file), new Member(file, false, false));
    }
    for (FileRule rule : rules) {
      for (String architecture : spec.architectures()) {
        add(rule.forArchitecture(architecture), top, files);
      }
    }
    return new SpecBundle(name(top, spec.sources().getFirst()), spec.variant(), files);
  }

  private static void add(FileRule rule, Path top, TreeMap<String, Member> files)
      throws IOException {
    List<SourceFiles.SourceFile> found = SourceFiles.of(rule);
    Path source = rule.source().toAbsolutePath().normalize();
    boolean single = !Files.isDirectory(source);
    String destination = rule.destination();
    int root = destination.endsWith("/") ? destination.length() - 1 : destination.length();
    for (SourceFiles.SourceFile file : found) {
      String below = single ? "" : file.destination().substring(root);
      Path at = below.isEmpty() ? source : source.resolve(below.substring(1));
      boolean program =
          !file.directory()
              && Files.getPosixFilePermissions(file.path())
                  .contains(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
      files.put(name(top, at), new Member(file.path(), file.directory(), program));
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static String name(Path top, Path file) {
    return top.relativize(file.toAbsolutePath().normalize()).toString();
  }
}
