package dev.plinth.pipeline.root;

import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.PathRule.Owner;
import dev.plinth.spec.Spec;

/** What the spec itself changes in an installed root, in one place and order. */
public final class SpecChanges {
  private SpecChanges() {}

  /**
   * Accounts first, since paths and files name them; then files, which paths may still change;
   * removals are among the paths, in the order written.
   *
   * @param architecture as the distribution writes it
   * @param ids given so far
   * @param epoch in seconds
   * @return all ids
   */
  public static Ids apply(Spec spec, Tree tree, String architecture, Ids ids, long epoch) {
    Ids all = new SpecAccounts(tree, ids, epoch).add(spec);
    SpecPaths paths = new SpecPaths(tree, new AccountFiles(tree, SpecPaths.ORIGIN, epoch));
    new SpecFiles(tree, paths).copy(spec.files(), architecture);
    paths.apply(spec.paths());
    String user = spec.config().user();
    if (!user.isEmpty()) {
      // No runtime starts a container for a name that the image does not have.
      paths.ids(Owner.of(user, spec.config().userAt()));
    }
    return all;
  }

  /**
   * The tree with the files that only the spec's tests need laid over it; the tree itself stays.
   */
  public static Tree withTestFiles(Spec spec, Tree tree, String architecture) {
    if (spec.testFiles().isEmpty()) {
      return tree;
    }
    Tree copy = tree.copy();
    SpecPaths paths = new SpecPaths(copy, new AccountFiles(copy, SpecPaths.ORIGIN, 0));
    new SpecFiles(copy, paths).copy(spec.testFiles(), architecture);
    return copy;
  }
}
