package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.model.Digest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.spec.Spec;
import java.io.IOException;
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
  /**
   * The lock of an image, then that of its base, and so on, as the image's inputs have them.
   *
   * @param image digest of its index, or of one platform's manifest
   * @param scratch a folder for the files of specs, emptied afterwards
   * @return empty where the store has no inputs of the image
   */
  public static List<KeptLock> chain(LayoutStore store, Digest image, Path scratch)
      throws IOException {
    for (Digest candidate : candidates(store, image)) {
      Optional<InputsManifest> inputs = KeptSpec.find(store, candidate);
      if (inputs.isPresent()) {
        List<KeptLock> chain = new ArrayList<>();
        for (KeptInput level : KeptInput.levels(inputs.get().inputs())) {
          Lock lock = level.lock(store);
          chain.add(KeptSpec.use(store, level.inputs(), scratch, spec -> new KeptLock(spec, lock)));
        }
        return chain;
      }
    }
    return List.of();
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
}
