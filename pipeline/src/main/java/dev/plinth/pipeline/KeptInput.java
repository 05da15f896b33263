package dev.plinth.pipeline;

import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockReader;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of one image: of the one at hand, of its base, of its base's base.
 *
 * @param depth 0 for the image at hand
 * @param inputs with paths as that image itself has them
 */
public record KeptInput(int depth, List<Input> inputs) {
  private static final int DEEPEST = 16;

  public KeptInput {
    inputs = List.copyOf(inputs);
  }

  /** All levels, the image at hand first. */
  public static List<KeptInput> levels(List<Input> inputs) {
    List<KeptInput> levels = new ArrayList<>();
    List<Input> rest = inputs;
    for (int depth = 0; depth < DEEPEST && !rest.isEmpty(); depth++) {
      List<Input> own = new ArrayList<>();
      List<Input> below = new ArrayList<>();
      for (Input input : rest) {
        if (input.path().startsWith(Inputs.BASE)) {
          String path = input.path().substring(Inputs.BASE.length());
          below.add(new Input(path, input.mediaType(), input.digest(), input.size()));
        } else {
          own.add(input);
        }
      }
      levels.add(new KeptInput(depth, own));
      rest = below;
    }
    if (!rest.isEmpty()) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          "the inputs name bases of bases more than " + DEEPEST + " deep",
          "do not use the image");
    }
    return levels;
  }

  /** The lock, its hash checked. */
  public Lock lock(LayoutStore store) throws IOException {
    for (Input input : inputs) {
      if (input.path().equals(Provenance.LOCK)) {
        return LockReader.read(
            Files.readAllBytes(store.verified(input.digest(), "the lock")), Provenance.LOCK);
      }
    }
    throw new PlinthException(
        ErrorCode.VERIFICATION, "there is no lock among the inputs", "build the image again");
  }

  /** Uses the spec while its files are laid out. */
  public <T> T withSpec(Workshop workshop, KeptSpec.Use<T> use) throws IOException {
    return KeptSpec.use(workshop.store(), inputs, workshop.cache().resolve("scratch"), use);
  }
}
