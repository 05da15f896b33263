package dev.plinth.app;

import dev.plinth.archive.Decompression;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Work as builds do it, on made-up bytes, for the recording of the start-up cache. */
public final class Training {
  private static final int BYTES = 4 << 20;

  private Training() {}

  /**
   * An image that commands can go through.
   *
   * @param store the folder of its layout
   * @param key a file: the public half of the key that signed it
   * @param path of a file in it
   */
  public record Image(String name, Path store, Path key, String path) {}

  /**
   * Decompresses what was compressed before, signs what was made up.
   *
   * @param folder an empty one, which the caller removes
   */
  public static Image run(Path folder) throws IOException {
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
    return image(folder);
  }

  private static Image image(Path folder) throws IOException {
    byte[] password = {'x'};
    PrivateKeys.NewKey key = PrivateKeys.generate(password.clone(), new SecureRandom());
    Path file = folder.resolve("training.pub");
    Files.write(file, key.publicKey().toPem());
    Path folderOfStore = folder.resolve("store");
    try (Signer signer =
            PrivateKeys.open(key.pem(), "training", _ -> Optional.of(password.clone()));
        LayoutStore store = LayoutStore.at(folderOfStore)) {
      TrainingImage.make(store, signer);
    }
    return new Image(TrainingImage.NAME, folderOfStore, file, TrainingImage.PATH);
  }
}
