package dev.plinth.pipeline.root;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.FileRule;
import dev.plinth.spec.SourceFiles;
import dev.plinth.spec.SourceFiles.SourceFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;

/** Copies the spec's {@code files}; only their content and executability come along. */
final class SpecFiles {
  private static final long MOST_BYTES = 4L << 30;

  private final Tree tree;
  private final SpecPaths paths;

  SpecFiles(Tree tree, SpecPaths paths) {
    this.tree = tree;
    this.paths = paths;
  }

  /**
   * @param architecture as the distribution writes it, for rules that name it
   */
  void copy(List<FileRule> rules, String architecture) {
    for (FileRule rule : rules) {
      FileRule own = rule.forArchitecture(architecture);
      for (SourceFile file : SourceFiles.of(own)) {
        try {
          copy(file, own);
        } catch (FileSystemException e) {
          throw new PlinthException(
              ErrorCode.BAD_INPUT,
              rule.at()
                  + ": the file "
                  + file.path().getFileName()
                  + " cannot be copied to "
                  + file.destination()
                  + ": "
                  + SpecPaths.reason(e),
              "correct its 'destination'",
              e);
        } catch (IOException e) {
          throw new PlinthException(
              ErrorCode.MACHINE, file.path() + " cannot be read: " + e.getMessage(), "check it", e);
        }
      }
    }
  }

  private void copy(SourceFile file, FileRule rule) throws IOException {
    String target = RawPath.normalize(RawPath.ofText(file.destination()));
    if (file.directory()) {
      // A folder that is there keeps its owner: /etc does not become the application's.
      if (!tree.isDirectory(target)) {
        tree.mkdirs(RawPath.parent(target), SpecPaths.ORIGIN);
        tree.put(target, new Node.Directory(owned(rule, file.mode())));
      }
      return;
    }
    long size = Files.size(file.path());
    if (size > MOST_BYTES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          rule.at() + ": " + file.path() + " is larger than 4 GiB",
          "leave it out");
    }
    Attributes attributes = owned(rule, rule.mode().orElse(file.mode()));
    tree.mkdirs(RawPath.parent(target), SpecPaths.ORIGIN);
    tree.put(target, new Node.RegularFile(attributes, Content.slice(file.path(), 0, size, null)));
  }

  private Attributes owned(FileRule rule, int mode) {
    Attributes attributes = Attributes.generated(mode, SpecPaths.ORIGIN);
    if (rule.owner().isEmpty()) {
      return attributes;
    }
    int[] ids = paths.ids(rule.owner().get());
    return attributes.withOwner(ids[0], ids[1]);
  }
}
