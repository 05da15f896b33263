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

  /**
   * Where {@code name} is first mentioned when the indexes are read from the first to the last,
   * each from its beginning: as a package, or by any relation of a package ({@code Enhances} and
   * {@code Provides} too; {@code name:any} is another name). Only the order of the numbers means
   * anything. It decides between providers that nothing else tells apart: apt takes the one
   * mentioned last.
   */
  default long firstMention(String name) {
    return 0;
  }

  /**
   * Whether a version of the real package {@code name} is marked as one that must not be removed
   * ({@code Protected} or {@code Important} in deb-control(5)).
   */
  default boolean isProtected(String name) {
    return false;
  }
}
