package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockJson;
import dev.plinth.lock.LockedPackage;
import dev.plinth.lock.LockedRepository;
import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image is made from, as far as the store has it: the lock, the spec with its files, the
 * packages, what proves them, and the same of its base.
 */
final class Inputs {
  /** What the inputs of a base image begin with among those of the image on it. */
  static final String BASE = "base/";

  private final LayoutStore store;
  private final Ahead<SortedMap<String, Input>> known;

  private Inputs(LayoutStore store, Spec spec, Lock lock, Optional<BaseImage> base) {
    this.store = store;
    this.known = new Ahead<>(() -> known(spec, lock, base));
  }

  /** To be called once packages and indexes are in the store. */
  static Inputs of(LayoutStore store, Spec spec, Lock lock, Optional<BaseImage> base) {
    return new Inputs(store, spec, lock, base);
  }

  /** Looks for them, and proves those that must be, beside other work. */
  void begin() {
    Ahead.begin(List.of(known));
  }

  /**
   * All of them; they are in the store, not listed yet.
   *
   * @param lock the same but for ids and epoch, which only installing tells
   */
  InputsManifest about(Descriptor index, Lock lock) throws IOException {
    TreeMap<String, Input> inputs = new TreeMap<>(known.get());
    byte[] lockBytes = LockJson.write(lock);
    Digest lockDigest = store.add(lockBytes);
    put(inputs, "lock.json", "application/vnd.plinth.lock.v1+json", lockDigest, lockBytes.length);
    return InputsManifest.of(List.copyOf(inputs.values())).about(index);
  }

  private SortedMap<String, Input> known(Spec spec, Lock lock, Optional<BaseImage> base)
      throws IOException {
    TreeMap<String, Input> inputs = new TreeMap<>();
    for (LockedRepository repository : lock.repositories()) {
      String folder = "repositories/" + repository.name();
      proof(inputs, folder + "/Release", repository.release());
      repository.releaseSignature().ifPresent(d -> proof(inputs, folder + "/Release.gpg", d));
      repository
          .packages()
          .values()
          .forEach(i -> proof(inputs, folder + "/" + i.path(), i.sha256()));
    }
    lock.architectures()
        .values()
        .forEach(
            part -> part.packages().forEach(pkg -> kept(inputs, packagePath(pkg), pkg.sha256())));
    KeptSpec.keep(spec, store).forEach(input -> inputs.put(input.path(), input));
    // What the base was made of, so that the image alone tells where all of it came from.
    base.flatMap(image -> KeptSpec.find(store, image.digest()))
        .ifPresent(below ->
            below.inputs().forEach(input -> inputs.put(BASE + input.path(), below(input))));
    return inputs;
  }

  private static Input below(Input input) {
    return new Input(BASE + input.path(), input.mediaType(), input.digest(), input.size());
  }

  private static String packagePath(LockedPackage pkg) {
    return "packages/" + pkg.repository() + "/" + pkg.path();
  }

  /** Packages were hashed when they were opened; what proves them was not. */
  private void proof(Map<String, Input> inputs, String path, Digest digest) {
    if (store.find(digest).isPresent()) {
      store.verified(digest, path);
    }
    kept(inputs, path, digest);
  }

  private void kept(Map<String, Input> inputs, String path, Digest digest) {
    Optional<Path> blob = store.find(digest);
    if (blob.isPresent()) {
      try {
        put(inputs, path, "application/octet-stream", digest, Files.size(blob.get()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void put(
      Map<String, Input> inputs, String path, String mediaType, Digest digest, long size) {
    inputs.put(path, new Input(path, mediaType, digest, size));
  }
}
