package dev.plinth.app;

import dev.plinth.archive.GzipMember;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedFile;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockJson;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.RuntimeConfig;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.key.Signer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A small image with signed evidence, for commands that go through it. */
final class TrainingImage {
  static final String NAME = "training";
  static final String PATH = "/usr/share/files/number-1";

  private static final int FILES = 1000;
  private static final int BYTES = 200;
  private static final Platform PLATFORM = new Platform("linux", "amd64");
  private static final Digest SPEC = Digest.of("spec");
  private static final String YAML =
      "name: training\ndistribution: debian/trixie\nflavour: micro\npackages: [libc6]\n";

  private TrainingImage() {}

  static void make(LayoutStore store, Signer signer) throws IOException {
    byte[] blob = layer();
    Digest digest = store.add(blob);
    ListedLayer read =
        LayerListing.read(new ByteArrayInputStream(blob), digest, "all files", "training");
    Descriptor config =
        store.put(
            ImageConfig.of(
                    PLATFORM,
                    java.time.Instant.EPOCH,
                    RuntimeConfig.NONE,
                    List.of(read.diffId()),
                    List.of())
                .toDocument());
    Descriptor manifest =
        store
            .put(
                ImageManifest.of(
                        config,
                        List.of(Descriptor.of(MediaType.LAYER_GZIP, digest, blob.length)),
                        new TreeMap<>())
                    .toDocument())
            .withPlatform(PLATFORM);
    Descriptor index = store.put(ImageIndex.of(List.of(manifest)).toDocument());
    store.tag(NAME, index);
    List<Descriptor> images = List.of(index, manifest);
    List<Input> inputs = inputs(store);
    List<Prepared> statements = new ArrayList<>(Prepared.signatures(images));
    statements.add(Prepared.of(NAME, images, Provenance.PREDICATE_TYPE, provenance(inputs)));
    statements.add(
        Prepared.of(
            NAME,
            List.of(manifest),
            FileList.PREDICATE_TYPE,
            FileListJson.write(new FileList(PLATFORM, List.of(owned(read))))));
    new Shelf(store).put(statements, List.of(signer));
  }

  private static byte[] layer() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Random random = new Random(1);
    try (TarWriter writer = new TarWriter(tar)) {
      for (int i = 0; i < FILES; i++) {
        byte[] content = new byte[BYTES];
        random.nextBytes(content);
        writer.add(
            new TarEntry(
                "usr/share/files/number-" + i,
                TarEntry.Type.FILE,
                0644,
                0,
                0,
                BYTES,
                1_700_000_000,
                "",
                "",
                "",
                0,
                0,
                new TreeMap<>(),
                0),
            new ByteArrayInputStream(content));
      }
      writer.finish();
    }
    return new GzipMember().compress(tar.toByteArray());
  }

  private static ListedLayer owned(ListedLayer read) {
    List<ListedFile> files = new ArrayList<>();
    for (ListedFile file : read.files()) {
      files.add(
          new ListedFile(
              file.path(),
              file.type(),
              file.mode(),
              file.uid(),
              file.gid(),
              file.size(),
              file.mtime(),
              file.sha256(),
              file.link(),
              file.xattrs(),
              ListedFile.Source.PACKAGE + "libc6"));
    }
    return new ListedLayer(read.digest(), read.diffId(), read.name(), 0, files);
  }

  /** A lock of nothing: no archive has to be asked. */
  private static List<Input> inputs(LayoutStore store) throws IOException {
    Lock lock =
        new Lock(
            NAME,
            SPEC,
            "debian/trixie",
            "micro",
            0,
            Optional.empty(),
            List.of(),
            new TreeMap<>(
                java.util.Map.of(
                    "amd64",
                    new LockedArchitecture(
                        List.of(), List.of(), new TreeMap<>(), new TreeMap<>()))));
    String about = "{\"file\":\"training.yaml\",\"variant\":\"\",\"programs\":[],\"folders\":[]}";
    return List.of(
        input(store, Provenance.LOCK, LockJson.write(lock)),
        input(store, "spec.json", about.getBytes(StandardCharsets.UTF_8)),
        input(store, "spec/training.yaml", YAML.getBytes(StandardCharsets.UTF_8)));
  }

  private static Input input(LayoutStore store, String path, byte[] bytes) throws IOException {
    return new Input(path, "application/octet-stream", store.add(bytes), bytes.length);
  }

  private static tools.jackson.databind.node.ObjectNode provenance(List<Input> inputs) {
    Digest lock = inputs.getFirst().digest();
    return new Provenance(
            new Provenance.SpecFile(NAME, "", SPEC),
            List.of(PLATFORM.toString()),
            lock,
            0,
            GzipMember.COMPRESSOR.toString(),
            "training",
            Optional.empty(),
            inputs)
        .write();
  }
}
