package dev.plinth.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which build of Plinth this is: work kept by another build is done again. */
final class BuildId {
  /** Written into the jar by {@code build/Dist.java}: a digest of all its other entries. */
  private static final String RESOURCE = "/META-INF/plinth-build";

  private static final String CLASSES = "classes";

  private BuildId() {}

  /** Whether another build has another id: what is kept for this one may be used again. */
  static boolean isKnown() {
    return !read().equals(CLASSES);
  }

  /** The digest; {@code classes} where Plinth runs from a folder of classes, as in tests. */
  static String read() {
    try (InputStream in = BuildId.class.getResourceAsStream(RESOURCE)) {
      return in == null ? CLASSES : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
