package dev.plinth.rootfs;

/** Who brought a node into the tree: decides its layer, its owner in evidence, and its time. */
public sealed interface Origin {
  /** Unpacked from a package's archive. */
  record Packaged(String packageName) implements Origin {}

  /**
   * Made while a package was installed (a maintainer script, a trigger, an alternative), or by
   * Plinth itself.
   *
   * @param by for example {@code nginx.postinst}, {@code ldconfig}, {@code spec}
   */
  record Generated(String by) implements Origin {}

  /** Came with the base image; never written again into a layer of ours unless changed. */
  record Base(String imageDigest) implements Origin {}
}
