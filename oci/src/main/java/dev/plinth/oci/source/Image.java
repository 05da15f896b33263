package dev.plinth.oci.source;

import dev.plinth.model.Platform;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.VerifiedStream;
import java.io.IOException;

/** One image for one platform. What it gives was verified, or is at the end of the stream. */
public interface Image {
  Platform platform();

  /** Its manifest; for a Docker archive, which has none, one that describes what is there. */
  Document<ImageManifest> manifest();

  Document<ImageConfig> config();

  /**
   * A layer as the manifest has it, usually compressed.
   *
   * @param layer counted from 0, the base
   */
  VerifiedStream openLayer(int layer) throws IOException;

  /**
   * A layer's tar archive, checked against the diffID of the config at its end: call {@link
   * VerifiedStream#finish} before believing it.
   */
  VerifiedStream openTar(int layer) throws IOException;
}
