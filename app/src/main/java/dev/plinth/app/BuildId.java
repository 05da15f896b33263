package dev.plinth.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which build of Plinth this is: work kept by another build is done again. */
final class BuildId {
  /** Written into the jar by {@code build/Dist.java}: a digest of all its other entries. */
  private static final String RESOURCE = "/META-INF/plinth-build";

  private BuildId() {}

  /** The digest; {@code classes} where Plinth runs from a folder of classes, as in tests. */
  static String read() {
    try (InputStream in = BuildId.class.getResourceAsStream(RESOURCE)) {
      return in == null ? "classes" : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
