package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockJson;
import dev.plinth.lock.LockedPackage;
import dev.plinth.lock.LockedRepository;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Writes the index, names it, and keeps what it was made from. */
  Digest publish(
      Spec spec,
      String name,
      Lock lock,
      List<ImageAssembler.Assembled> images,
      Optional<BaseImage> base)
      throws IOException {
    SortedMap<String, String> annotations = new TreeMap<>(spec.config().annotations());
    base.ifPresent(b -> {
      annotations.put(BASE_NAME, b.name());
      annotations.put(BASE_DIGEST, b.digest().toString());
    });
    List<Descriptor> manifests = images.stream().map(ImageAssembler.Assembled::manifest).toList();
    Descriptor index = store.put(ImageIndex.of(manifests, annotations).toDocument());
    keepInputs(lock, index);
    store.tag(name, index);
    return index.digest();
  }

  private void keepInputs(Lock lock, Descriptor index) throws IOException {
    TreeMap<String, Input> inputs = new TreeMap<>();
    byte[] lockBytes = LockJson.write(lock);
    Digest lockDigest = store.add(lockBytes);
    put(inputs, "lock.json", "application/vnd.plinth.lock.v1+json", lockDigest, lockBytes.length);
    for (LockedRepository repository : lock.repositories()) {
      String folder = "repositories/" + repository.name();
      kept(inputs, folder + "/Release", repository.release());
      repository.releaseSignature().ifPresent(d -> kept(inputs, folder + "/Release.gpg", d));
      repository
          .packages()
          .values()
          .forEach(i -> kept(inputs, folder + "/" + i.path(), i.sha256()));
    }
    lock.architectures()
        .values()
        .forEach(
            part -> part.packages().forEach(pkg -> kept(inputs, packagePath(pkg), pkg.sha256())));
    store.keep(
        store.put(InputsManifest.of(List.copyOf(inputs.values())).about(index).toDocument()));
  }

  private static String packagePath(LockedPackage pkg) {
    return "packages/" + pkg.repository() + "/" + pkg.path();
  }

  private void kept(Map<String, Input> inputs, String path, Digest digest) {
    Optional<Path> blob = store.find(digest);
    if (blob.isPresent()) {
      try {
        put(inputs, path, "application/octet-stream", digest, Files.size(blob.get()));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static void put(
      Map<String, Input> inputs, String path, String mediaType, Digest digest, long size) {
    inputs.put(path, new Input(path, mediaType, digest, size));
  }

  private Path file(Lock lock, List<String> architectures, boolean tests) {
    return workshop
        .cache()
        .resolve("images")
        .resolve(Builds.key(workshop, lock, architectures, tests).hex());
  }

  /** What this very build came to before, where all of it is still in the store. */
  Optional<BuildRecord> find(Lock lock, List<String> architectures, boolean tests)
      throws IOException {
    Path file = file(lock, architectures, tests);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<BuildRecord> record = BuildRecord.read(Files.readAllBytes(file));
    return record.filter(this::isWhole);
  }

  private boolean isWhole(BuildRecord record) {
    try {
      for (BuildRecord.Part part : record.parts()) {
        Optional<Path> found = store.find(part.digest());
        if (found.isEmpty() || store.find(record.index()).isEmpty()) {
          return false;
        }
        Descriptor descriptor =
            Descriptor.of(MediaType.MANIFEST, part.digest(), Files.size(found.get()));
        ImageManifest manifest = store.manifest(descriptor).value();
        for (Descriptor content : manifest.content()) {
          Optional<Path> blob = store.find(content.digest());
          if (blob.isEmpty() || Files.size(blob.get()) != content.size()) {
            return false;
          }
        }
      }
      return true;
    } catch (IOException | PlinthException e) {
      return false;
    }
  }

  void tag(String name, BuildRecord record) throws IOException {
    Path blob = store.verified(record.index(), "index of " + name);
    Descriptor index = Descriptor.of(MediaType.INDEX, record.index(), Files.size(blob));
    if (!store.named(name).map(Descriptor::digest).equals(Optional.of(record.index()))) {
      store.tag(name, index);
    }
  }

  void remember(Lock lock, List<String> architectures, boolean tests, BuildRecord record)
      throws IOException {
    Path file = file(lock, architectures, tests);
    Path folder = Files.createDirectories(file.resolveSibling(""));
    Path fresh = Files.createTempFile(folder, "new-", "");
    Files.write(fresh, record.write());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
