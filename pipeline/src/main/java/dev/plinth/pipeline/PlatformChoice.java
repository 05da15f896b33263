package dev.plinth.pipeline;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import java.util.List;

/** Which of an image's platforms is meant, where one is asked about. */
public final class PlatformChoice {
  private final LayoutStore store;

  public PlatformChoice(LayoutStore store) {
    this.store = store;
  }

  /** The platform of this machine. */
  public static String machine() {
    return System.getProperty("os.arch", "").equals("aarch64") ? "linux/arm64" : "linux/amd64";
  }

  /**
   * The manifest of one platform.
   *
   * @param image an index or a manifest
   * @param platform {@code os/architecture}; this machine's or else the first where empty
   * @param reference what the image was called, for errors
   */
  public Descriptor member(Descriptor image, String platform, String reference) {
    if (!MediaType.isIndex(image.mediaType())) {
      return image;
    }
    List<Descriptor> all = store.index(image).value().manifests();
    String wanted = platform.isEmpty() ? machine() : Platform.parse(platform).toString();
    for (Descriptor one : all) {
      if (platform(one).toString().equals(wanted)) {
        return one;
      }
    }
    if (!platform.isEmpty() || all.isEmpty()) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          reference + " has no platform " + wanted,
          "it has " + String.join(", ", all.stream().map(d -> platform(d).toString()).toList()));
    }
    return all.getFirst();
  }

  /** What a manifest is for, as the index says, else its configuration. */
  public Platform platform(Descriptor member) {
    return member
        .platform()
        .orElseGet(() -> store.config(store.manifest(member).value().config()).value().platform());
  }
}
