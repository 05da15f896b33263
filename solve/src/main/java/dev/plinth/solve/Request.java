package dev.plinth.solve;

import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.pkg.VersionScheme;
import java.util.List;

/**
 * What is asked of the resolver.
 *
 * @param wishes in the order written; the order decides where several answers are possible
 * @param excluded names of packages that must not be in the result
 * @param recommends whether recommended packages are wanted too
 * @param architecture of the image, as the format writes it ({@code amd64})
 * @param installed what the base has already; kept unless that is impossible
 * @param index what there is
 * @param versions the order of versions
 */
public record Request(
    List<Wish> wishes,
    List<String> excluded,
    boolean recommends,
    String architecture,
    List<Package> installed,
    RepositoryIndex index,
    VersionScheme versions) {

  public Request {
    wishes = List.copyOf(wishes);
    excluded = List.copyOf(excluded);
    installed = List.copyOf(installed);
  }
}
