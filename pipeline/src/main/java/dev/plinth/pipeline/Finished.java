package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.model.CacheDamage;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.KeptInputs;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The end of a build: the index gets its name, the inputs are kept, the result is remembered. */
final class Finished {
  private static final String BASE_NAME = "org.opencontainers.image.base.name";
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final Workshop workshop;
  private final LayoutStore store;

  Finished(Workshop workshop) {
    this.workshop = workshop;
    this.store = workshop.store();
  }

  /**
   * An image in the store that has no name yet.
   *
   * @param inputs what it was made from: all of it is in the store, not listed yet
   */
  record Published(Descriptor index, InputsManifest inputs) {}

  /**
   * Writes the index.
   *
   * @param inputs those of this spec and lock
   */
  Published publish(
      Spec spec,
      Lock lock,
      List<ImageAssembler.Assembled> images,
      Optional<BaseImage> base,
      Inputs inputs)
      throws IOException {
    SortedMap<String, String> annotations = new TreeMap<>(spec.config().annotations());
    base.ifPresent(b -> {
      annotations.put(BASE_NAME, b.name());
      annotations.put(BASE_DIGEST, b.digest().toString());
    });
    List<Descriptor> manifests = images.stream().map(ImageAssembler.Assembled::manifest).toList();
    Descriptor index = store.put(ImageIndex.of(manifests, annotations).toDocument());
    return new Published(index, inputs.about(index, lock));
  }

  /** Keeps what it was made from, and no longer what it was said to be made from before. */
  void keepInputs(Published published) {
    Descriptor kept = new KeptInputs(store).attach(published.inputs());
    for (Descriptor other : store.referrers().of(published.index().digest())) {
      if (KeptSpec.isInputs(other) && !other.digest().equals(kept.digest())) {
        store.referrers().drop(other.digest());
      }
    }
  }

  private Path file(Spec spec, Lock lock, List<String> architectures, boolean tests) {
    return workshop
        .cache()
        .resolve("images")
        .resolve(Builds.key(workshop, spec, lock, architectures, tests).hex());
  }

  /**
   * What this very build came to before, where all of it is still in the store.
   *
   * @throws PlinthException {@code VERIFICATION} where somebody changed the result, or the record
   */
  Optional<BuildRecord> find(Spec spec, Lock lock, List<String> architectures, boolean tests)
      throws IOException {
    Path file = file(spec, lock, architectures, tests);
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return Optional.empty();
    }
    BuildRecord record =
        BuildRecord.read(Files.readAllBytes(file))
            .orElseThrow(
                () -> CacheDamage.found("the remembered result of " + spec.imageName(), file));
    if (Intact.untouched(store, record)) {
      return Optional.of(record);
    }
    Optional<Intact> intact = Intact.of(store, record);
    boolean signed = !record.signers().isEmpty();
    boolean told =
        record.parts().stream().allMatch(part -> Attesting.isTold(store, part.digest(), signed));
    if (intact.isEmpty() || !told) {
      return Optional.empty();
    }
    intact.get().verify();
    BuildRecord again = record.with(intact.get());
    WholeFile.write(file, again.write());
    return Optional.of(again);
  }

  /** Gives a finished image its name. */
  void name(String name, Descriptor index) {
    store.tag(name, index);
  }

  void tag(String name, BuildRecord record) throws IOException {
    Descriptor index = describe(MediaType.INDEX, record.index());
    if (!store.named(name).map(Descriptor::digest).equals(Optional.of(record.index()))) {
      store.tag(name, index);
    }
  }

  /** The index, then the manifests. */
  List<Descriptor> images(BuildRecord record) throws IOException {
    List<Descriptor> images = new ArrayList<>();
    images.add(describe(MediaType.INDEX, record.index()));
    for (BuildReport.PlatformReport part : record.parts()) {
      images.add(describe(MediaType.MANIFEST, part.digest()));
    }
    return images;
  }

  private Descriptor describe(String type, Digest digest) throws IOException {
    Path blob = store.verified(digest, "manifest " + digest);
    return Descriptor.of(type, digest, Files.size(blob));
  }

  /**
   * Keeps what a build came to for the next one.
   *
   * @param signers hints of the keys that signed it
   */
  void remember(
      Spec spec,
      Lock lock,
      List<String> architectures,
      boolean tests,
      Digest index,
      List<BuildReport.PlatformReport> parts,
      Set<String> signers)
      throws IOException {
    BuildRecord record = new BuildRecord(index, parts, "", new TreeMap<>(), Set.of(), signers);
    Optional<Intact> intact = Intact.of(store, record);
    BuildRecord kept = intact.isPresent() ? record.with(intact.get()) : record;
    WholeFile.write(file(spec, lock, architectures, tests), kept.write());
  }
}
