package dev.plinth.pipeline.source;

import dev.plinth.model.Digest;
import java.util.List;

/**
 * A source package that a signed index lists.
 *
 * @param repository the lock's name of where it is: {@code debian/trixie/main}
 * @param files in the order of the index
 */
public record SourcePackage(SourceVersion id, String repository, List<SourceFile> files) {
  public SourcePackage {
    files = List.copyOf(files);
  }

  /**
   * A file of it.
   *
   * @param name without a folder
   * @param path below the repository's root
   * @param size in bytes
   */
  public record SourceFile(String name, String path, long size, Digest sha256) {}

  /** Of all its files. */
  public long bytes() {
    return files.stream().mapToLong(SourceFile::size).sum();
  }

  /** Path of a file in artifacts and on disk: {@code bash_5.2.37-2/bash_5.2.37-2.dsc}. */
  public String title(SourceFile file) {
    return id.folder() + "/" + file.name();
  }
}
