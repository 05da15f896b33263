package dev.plinth.oci.layout;

import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The inputs that the store keeps although no image is built of them yet: those of each lock,
 * listed without a name in {@code index.json}, told apart by an annotation. They are roots of what
 * is kept until the lock's next inputs take their place.
 */
public final class KeptInputs {
  /** The annotation in {@code index.json} that says whose inputs they are. */
  public static final String LOCK = "dev.plinth.inputs.of";

  private final LayoutStore store;

  public KeptInputs(LayoutStore store) {
    this.store = store;
  }

  /**
   * Keeps {@code inputs}, which must be in the store, for the lock {@code name}, and no longer what
   * was kept for it before.
   */
  public Descriptor keep(String name, InputsManifest inputs) {
    Descriptor descriptor = put(inputs).withAnnotations(Map.of(LOCK, name));
    store.change(index -> {
      index.remove(of(name));
      index.add(descriptor);
      return true;
    });
    return descriptor;
  }

  /** Lists {@code inputs}, which must be in the store, as evidence of the image they are about. */
  public Descriptor attach(InputsManifest inputs) {
    put(inputs);
    return store.referrers().attach(inputs.toDocument());
  }

  /** What is kept for the lock {@code name}. */
  public Optional<InputsManifest> find(String name) {
    return store.entries().stream()
        .filter(of(name))
        .findFirst()
        .map(entry -> InputsManifest.of(store.manifest(entry.descriptor())));
  }

  /** Keeps them no longer; whether they were kept. */
  public boolean drop(String name) {
    return store.removeEntries(of(name));
  }

  private Descriptor put(InputsManifest inputs) {
    for (InputsManifest.Input input : inputs.inputs()) {
      store.present(input.digest(), input.path());
    }
    try {
      store.add("{}".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw store.failure(e, "write " + MediaType.EMPTY);
    }
    return store.put(inputs.toDocument()).withArtifactType(InputsManifest.ARTIFACT_TYPE);
  }

  private static Predicate<LayoutIndex.Entry> of(String name) {
    return entry -> name.equals(entry.descriptor().annotations().get(LOCK));
  }
}
