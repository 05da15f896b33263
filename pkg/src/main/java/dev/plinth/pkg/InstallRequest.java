package dev.plinth.pkg;

import dev.plinth.rootfs.Tree;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What is to be installed, and under which conditions.
 *
 * @param base the tree to start from: empty, or that of the base image with its package database
 * @param packages to install, in the order of the lock
 * @param keepPackageManager whether the result has a package manager's full database ({@code
 *     minimal}) or the per-package records that scanners read ({@code micro})
 * @param architecture of the image, as the format writes it
 * @param ids user and group ids given by an earlier lock, by name: kept whatever the order
 * @param allowed what the spec allows leaving out
 */
public record InstallRequest(
    Tree base,
    List<PackageFile> packages,
    boolean keepPackageManager,
    String architecture,
    Ids ids,
    SortedSet<Allowance> allowed) {

  public InstallRequest {
    packages = List.copyOf(packages);
  }

  /** Dynamic ids by name. */
  public record Ids(SortedMap<String, Integer> users, SortedMap<String, Integer> groups) {}

  /**
   * The spec's permission to leave out a script, or one line of it, that is not understood.
   *
   * @param line the text of the line, trimmed; empty for the whole script
   */
  public record Allowance(String packageName, String script, String line)
      implements Comparable<Allowance> {
    @Override
    public int compareTo(Allowance other) {
      return java.util.Comparator.comparing(Allowance::packageName)
          .thenComparing(Allowance::script)
          .thenComparing(Allowance::line)
          .compare(this, other);
    }
  }
}
