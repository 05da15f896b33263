package dev.plinth.pkg;

import java.util.List;
import java.util.SortedSet;

/** What packages there are, for one architecture, over all repositories of a distribution. */
public interface RepositoryIndex {
  /**
   * Every version of the real package {@code name}, best first: by pin priority of its repository,
   * then by version; equal versions once, from the repository listed first. Empty where there is
   * none.
   */
  List<Package> versions(String name);

  /** Every package version that provides {@code name}, in the order of the index. */
  List<Package> providers(String name);

  /** All real package names, for suggestions. */
  SortedSet<String> names();
}
