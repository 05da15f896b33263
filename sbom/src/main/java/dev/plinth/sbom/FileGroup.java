package dev.plinth.sbom;

import dev.plinth.licence.LicenceFinding;
import java.util.Comparator;
import java.util.List;

/**
 * Files that no package brought.
 *
 * @param origin who made them: {@code ldconfig}, {@code spec}; unique in a bill
 * @param files sorted by path
 */
public record FileGroup(String origin, LicenceFinding licence, List<FileEntry> files) {
  public FileGroup {
    files = files.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }
}
