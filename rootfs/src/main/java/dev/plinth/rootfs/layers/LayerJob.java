package dev.plinth.rootfs.layers;

import dev.plinth.model.Digest;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One layer on its way to a blob; shared state is guarded by the run that works on it. */
final class LayerJob {
  private final Layer layer;
  private final List<PartStream> parts;
  private final Digest key;
  private final long unpacked;
  private final int members;
  private volatile @Nullable LayerBlob result;

  /** Of the uncompressed bytes so far. */
  final MessageDigest diff = Digest.sha256();

  /** The member whose bytes {@link #diff} takes next. */
  int nextDiff;

  /** The member that the blob takes next. */
  int nextOut;

  /** Compressed members that wait for their turn. */
  final byte[] @Nullable [] waiting;

  /** Whether somebody is just writing members into the blob. */
  boolean draining;

  LayerTarget.@Nullable Draft draft;
  long size;

  LayerJob(Layer layer, List<PartStream> parts) {
    this.layer = layer;
    this.parts = parts;
    StringBuilder keys = new StringBuilder("plinth layer 1\n");
    long bytes = 0;
    int count = 0;
    for (PartStream part : parts) {
      keys.append(part.key()).append('\n');
      bytes += part.size();
      count += part.members();
    }
    this.key = Digest.of(keys.toString());
    this.unpacked = bytes;
    this.members = count;
    this.waiting = new byte[count][];
  }

  Layer layer() {
    return layer;
  }

  List<PartStream> parts() {
    return parts;
  }

  Digest key() {
    return key;
  }

  long unpacked() {
    return unpacked;
  }

  int members() {
    return members;
  }

  LayerBlob blob(Digest diffId, Digest digest, long size) {
    return new LayerBlob(layer.name(), layer.packages(), diffId, digest, size, unpacked);
  }

  void finish(LayerBlob blob) {
    result = blob;
  }

  Optional<LayerBlob> result() {
    return Optional.ofNullable(result);
  }

  LayerBlob written() {
    return result().orElseThrow(() -> new IllegalStateException("not written: " + layer.name()));
  }
}
