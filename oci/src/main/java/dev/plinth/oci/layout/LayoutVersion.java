package dev.plinth.oci.layout;

import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;

/** The {@code oci-layout} file (OCI image-spec, image-layout.md). */
public final class LayoutVersion {
  private LayoutVersion() {}

  /** Accepts version 1.x.y; another is a {@code BAD_INPUT} error. */
  public static void check(byte[] bytes, String what) {
    Members json = JsonText.readObject(bytes, what);
    if (!json.text("imageLayoutVersion").startsWith("1.")) {
      throw json.problem("imageLayoutVersion", "is not 1.0.0");
    }
  }
}
