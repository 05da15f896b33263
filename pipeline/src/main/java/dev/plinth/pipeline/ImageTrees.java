package dev.plinth.pipeline;

import dev.plinth.model.Digest;
import dev.plinth.oci.ImageManifest;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.util.List;

/** Trees of images in the store. */
public final class ImageTrees {
  private ImageTrees() {}

  /**
   * All layers applied, each checked against its digest and its diffID.
   *
   * @param image for the origin of what is in the tree
   */
  public static Tree read(
      Workshop workshop, ImageManifest manifest, List<Digest> diffIds, Digest image)
      throws IOException {
    return BaseImage.tree(workshop, manifest, diffIds, image);
  }
}
