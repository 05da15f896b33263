package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockReader;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lock that an image was built from, as its inputs have it, with the spec: the keys of further
 * repositories are the spec's.
 */
public record KeptLock(Spec spec, Lock lock) {
  private static final String FILE = "lock.json";
  private static final int MOST_BASES = 64;

  /**
   * The lock of an image, then that of its base, and so on, as far as the store has them.
   *
   * @param image digest of its index, or of one platform's manifest
   * @param scratch a folder for the files of specs, emptied afterwards
   * @return empty where the store has no inputs of the image
   */
  public static List<KeptLock> chain(LayoutStore store, Digest image, Path scratch)
      throws IOException {
    List<KeptLock> chain = new ArrayList<>();
    Optional<Digest> next = Optional.of(image);
    while (next.isPresent() && chain.size() < MOST_BASES) {
      Optional<KeptLock> found = Optional.empty();
      for (Digest candidate : candidates(store, next.get())) {
        found = found.isPresent() ? found : read(store, candidate, scratch);
      }
      found.ifPresent(chain::add);
      next = found.flatMap(kept -> kept.lock().base()).map(Lock.Base::digest);
    }
    return chain;
  }

  /** Inputs are about an index; its manifests share them. */
  private static Set<Digest> candidates(LayoutStore store, Digest image) {
    Set<Digest> candidates = new LinkedHashSet<>(List.of(image));
    store
        .list()
        .forEach(named -> {
          if (MediaType.isIndex(named.descriptor().mediaType())
              && store.index(named.descriptor()).value().manifests().stream()
                  .anyMatch(member -> member.digest().equals(image))) {
            candidates.add(named.descriptor().digest());
          }
        });
    return candidates;
  }

  private static Optional<KeptLock> read(LayoutStore store, Digest image, Path scratch)
      throws IOException {
    Optional<InputsManifest> inputs = KeptSpec.find(store, image);
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    Input file =
        inputs.get().inputs().stream()
            .filter(input -> input.path().equals(FILE))
            .findFirst()
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.BAD_INPUT,
                    "the inputs of " + image + " have no " + FILE,
                    "build the image again"));
    Path blob = store.verified(file.digest(), FILE + " of " + image);
    Lock lock = LockReader.read(Files.readAllBytes(blob), FILE);
    return KeptSpec.use(store, image, scratch, spec -> new KeptLock(spec, lock));
  }
}
