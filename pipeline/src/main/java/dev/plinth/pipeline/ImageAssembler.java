package dev.plinth.pipeline;

import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.Progress;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.History;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.RuntimeConfig;
import dev.plinth.oci.layout.BlobWriter;
import dev.plinth.rootfs.layers.Layer;
import dev.plinth.rootfs.layers.LayerBlob;
import dev.plinth.rootfs.layers.LayerTarget;
import dev.plinth.rootfs.layers.LayerWriter;
import dev.plinth.rootfs.layers.Layers;
import dev.plinth.rootfs.layers.MemberCache;
import dev.plinth.rootfs.layers.Strategy;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a root's layers, configuration and manifest into the store. */
final class ImageAssembler {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String BASE_NAME = "org.opencontainers.image.base.name";
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final Workshop workshop;
  private final Progress progress;

  ImageAssembler(Workshop workshop, Progress progress) {
    this.workshop = workshop;
    this.progress = progress;
  }

  /**
   * One platform's image.
   *
   * @param manifest with its platform
   * @param listed every entry of every layer, those of the base included
   * @param unpacked bytes of all layers' tars
   */
  record Assembled(Descriptor manifest, List<ListedLayer> listed, long compressed, long unpacked) {
    int layers() {
      return listed.size();
    }
  }

  Assembled assemble(Spec spec, Root root, Optional<BaseImage> base) throws IOException {
    List<LayerBlob> blobs;
    List<ListedLayer> listed = new ArrayList<>();
    List<Descriptor> layers = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    List<History> history = new ArrayList<>();
    long unpacked = 0;
    if (base.isPresent()) {
      ImageConfig below = base.get().config(root.architecture());
      layers.addAll(base.get().manifest(root.architecture()).layers());
      diffIds.addAll(below.diffIds());
      history.addAll(below.history());
      listed.addAll(BaseListing.of(workshop, base.get(), root.architecture()));
      for (Digest diffId : below.diffIds()) {
        unpacked +=
            java.nio.file.Files.size(workshop.cache().resolve("tars").resolve(diffId.hex()));
      }
    }
    try (Progress.Phase phase = progress.begin("layer")) {
      List<Layer> split = split(spec, root, layers.size());
      LayerWriter writer =
          new LayerWriter(
              new MemberCache(workshop.cache().resolve("members")), target(), workshop.threads());
      blobs = writer.write(split, phase);
      for (int i = 0; i < blobs.size(); i++) {
        listed.add(LayerListing.of(split.get(i), blobs.get(i)));
      }
      phase.result(
          blobs.size()
              + (blobs.size() == 1 ? " layer for " : " layers for ")
              + root.architecture());
    }
    Instant created = Instant.ofEpochSecond(root.epoch());
    for (LayerBlob blob : blobs) {
      layers.add(Descriptor.of(MediaType.LAYER_GZIP, blob.digest(), blob.size()));
      diffIds.add(blob.diffId());
      history.add(History.of(created, "plinth: " + blob.name()));
      unpacked += blob.unpacked();
    }
    ImageConfig config =
        ImageConfig.of(root.platform(), created, runtime(spec, root, base), diffIds, history);
    Descriptor configDescriptor = workshop.store().put(config.toDocument());
    Document<ImageManifest> manifest =
        ImageManifest.of(configDescriptor, layers, annotations(spec, root, base)).toDocument();
    Descriptor descriptor = workshop.store().put(manifest).withPlatform(root.platform());
    long compressed = layers.stream().mapToLong(Descriptor::size).sum();
    return new Assembled(descriptor, listed, compressed, unpacked);
  }

  /**
   * What goes into which layer.
   *
   * @param below the number of layers of the base
   */
  static List<Layer> split(Spec spec, Root root, int below) {
    return Layers.split(
        root.tree(),
        below > 0 ? Optional.of(root.base()) : Optional.empty(),
        strategy(spec, below),
        sources(root),
        root.epoch());
  }

  private static Strategy strategy(Spec spec, int below) {
    if (!spec.layers().byOrigin()) {
      return new Strategy.Single();
    }
    int most = Strategy.MOST_LAYERS - below;
    return new Strategy.ByOrigin(Math.clamp(spec.layers().budget(), 2, Math.max(2, most)));
  }

  private static Map<String, String> sources(Root root) {
    Map<String, String> sources = new HashMap<>();
    for (LockedPackage pkg : root.packages()) {
      sources.put(pkg.name(), pkg.source());
    }
    return sources;
  }

  private LayerTarget target() {
    return new LayerTarget() {
      @Override
      public boolean holds(Digest digest) {
        if (workshop.store().find(digest).isEmpty()) {
          return false;
        }
        try {
          workshop.store().verified(digest, "layer " + digest);
          return true;
        } catch (dev.plinth.model.PlinthException e) {
          return false;
        }
      }

      @Override
      public Draft begin(String what) {
        BlobWriter writer = workshop.store().writer(what);
        return new Draft() {
          @Override
          public void write(byte[] bytes) {
            writer.write(bytes, 0, bytes.length);
          }

          @Override
          public Digest finish() {
            return writer.finish();
          }

          @Override
          public void close() throws IOException {
            writer.close();
          }
        };
      }
    };
  }

  /** The base's settings stay where the spec says nothing. */
  private RuntimeConfig runtime(Spec spec, Root root, Optional<BaseImage> base) {
    RuntimeConfig old =
        base.map(b -> b.config(root.architecture()).runtime()).orElse(RuntimeConfig.NONE);
    Spec.ImageSettings wanted = spec.config();
    SortedMap<String, String> labels = new TreeMap<>(old.labels());
    labels.putAll(wanted.labels());
    TreeSet<String> ports = new TreeSet<>(old.exposedPorts());
    ports.addAll(wanted.ports());
    TreeSet<String> volumes = new TreeSet<>(old.volumes());
    volumes.addAll(wanted.volumes());
    boolean entry = !wanted.entrypoint().isEmpty();
    return new RuntimeConfig(
        or(wanted.user(), old.user()),
        ports,
        environment(old, wanted),
        entry ? wanted.entrypoint() : old.entrypoint(),
        entry || !wanted.command().isEmpty() ? wanted.command() : old.command(),
        volumes,
        or(wanted.workdir(), old.workingDirectory()),
        labels,
        or(wanted.stopSignal(), old.stopSignal()),
        old.extensions());
  }

  private static List<String> environment(RuntimeConfig old, Spec.ImageSettings wanted) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PATH", PATH);
    for (String entry : old.environment()) {
      int equals = entry.indexOf('=');
      variables.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    variables.putAll(wanted.environment());
    return variables.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  static SortedMap<String, String> annotations(Spec spec, Root root, Optional<BaseImage> base) {
    SortedMap<String, String> annotations = new TreeMap<>(spec.config().annotations());
    base.ifPresent(b -> {
      annotations.put(BASE_NAME, b.name());
      annotations.put(BASE_DIGEST, b.member(root.architecture()).digest().toString());
    });
    return annotations;
  }

  private static String or(String first, String second) {
    return first.isEmpty() ? second : first;
  }
}
