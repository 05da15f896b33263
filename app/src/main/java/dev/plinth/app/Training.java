package dev.plinth.app;

import dev.plinth.archive.Decompression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Work as builds do it, on made-up bytes, for the recording of the start-up cache. */
public final class Training {
  private static final int BYTES = 4 << 20;

  private Training() {}

  /** Decompresses what was compressed before. */
  public static void run() throws IOException {
    byte[] text = new byte[BYTES];
    new java.util.Random(1).nextBytes(text);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + (text[i] & 7));
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(packed, new LZMA2Options(1))) {
      out.write(text);
    }
    Decompression.open(new ByteArrayInputStream(packed.toByteArray()), "training").readAllBytes();
    TrainingEvidence.run();
  }
}
