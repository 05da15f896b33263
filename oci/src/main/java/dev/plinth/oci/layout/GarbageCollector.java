package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes blobs that nothing leads to. Roots are what has a name, what is listed without one and is
 * about nothing (inputs of locks), and what is about something that is kept (evidence); the rest of
 * the list goes too. A listed manifest that cannot be read ends it: what it led to is unknown.
 */
public final class GarbageCollector {
  private final LayoutStore store;
  private final Duration grace;
  private final InstantSource clock;

  /**
   * @param grace blobs younger than this stay: a build of a tool that knows no locks may be about
   *     to name them
   */
  public GarbageCollector(LayoutStore store, Duration grace, InstantSource clock) {
    this.store = store;
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * What would be removed.
   *
   * @param blobs with their sizes in bytes
   * @param dangling listed manifests about something that is not kept
   */
  public record Plan(Map<Digest, Long> blobs, List<Descriptor> dangling) {
    /** Sum of the sizes. */
    public long bytes() {
      return blobs.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Looks what would be removed now. */
  public Plan plan() {
    try {
      return planned();
    } catch (IOException e) {
      throw store.failure(e, "list the blobs");
    }
  }

  /** Removes it while nobody else uses the store; {@code MACHINE} where somebody does. */
  public Plan collect() {
    try {
      return store.alone(() -> {
        Plan plan = planned();
        Set<Digest> dangling = new HashSet<>();
        plan.dangling().forEach(descriptor -> dangling.add(descriptor.digest()));
        if (!dangling.isEmpty()) {
          store.removeEntries(
              e -> e.name().isEmpty() && dangling.contains(e.descriptor().digest()));
        }
        for (Digest digest : plan.blobs().keySet()) {
          Files.deleteIfExists(store.path(digest));
        }
        return plan;
      });
    } catch (IOException e) {
      throw store.failure(e, "remove blobs");
    }
  }

  /**
   * Removes those of {@code blobs} that nothing listed names any more, while nobody else uses the
   * store, and nothing else.
   *
   * @return what was removed
   */
  public Set<Digest> collect(Set<Digest> blobs) {
    try {
      return store.alone(() -> {
        Set<Digest> gone = new HashSet<>(planned().blobs().keySet());
        gone.retainAll(blobs);
        for (Digest digest : gone) {
          Files.deleteIfExists(store.path(digest));
        }
        return gone;
      });
    } catch (IOException e) {
      throw store.failure(e, "remove blobs");
    }
  }

  private Plan planned() throws IOException {
    Set<Digest> kept = new HashSet<>();
    List<Descriptor> waiting = new ArrayList<>();
    for (LayoutIndex.Entry entry : store.entries()) {
      if (entry.name().isPresent() || subject(entry.descriptor()) == null) {
        mark(entry.descriptor(), kept);
      } else {
        waiting.add(entry.descriptor());
      }
    }
    // Evidence may be about evidence.
    boolean more = true;
    while (more) {
      List<Descriptor> found = waiting.stream().filter(d -> kept.contains(subject(d))).toList();
      found.forEach(descriptor -> mark(descriptor, kept));
      waiting.removeAll(found);
      more = !found.isEmpty();
    }
    return new Plan(unmarked(kept), List.copyOf(waiting));
  }

  private @org.jspecify.annotations.Nullable Digest subject(Descriptor descriptor) {
    if (MediaType.isManifest(descriptor.mediaType())) {
      return store.manifest(descriptor).value().subject().map(Descriptor::digest).orElse(null);
    }
    if (MediaType.isIndex(descriptor.mediaType())) {
      return store.index(descriptor).value().subject().map(Descriptor::digest).orElse(null);
    }
    return null;
  }

  private void mark(Descriptor descriptor, Set<Digest> kept) {
    if (!kept.add(descriptor.digest())) {
      return;
    }
    if (MediaType.isIndex(descriptor.mediaType())) {
      ImageIndex index = store.index(descriptor).value();
      for (Descriptor child : index.manifests()) {
        if (store.has(child.digest())) {
          mark(child, kept);
        }
      }
    } else if (MediaType.isManifest(descriptor.mediaType())) {
      ImageManifest manifest = store.manifest(descriptor).value();
      kept.add(manifest.config().digest());
      manifest.layers().forEach(layer -> kept.add(layer.digest()));
    }
  }

  private Map<Digest, Long> unmarked(Set<Digest> kept) throws IOException {
    Instant old = clock.instant().minus(grace);
    Map<Digest, Long> result = new TreeMap<>();
    for (Map.Entry<Digest, Path> blob : store.allBlobs().entrySet()) {
      Path path = blob.getValue();
      if (!kept.contains(blob.getKey())
          && Files.getLastModifiedTime(path).toInstant().isBefore(old)) {
        result.put(blob.getKey(), Files.size(path));
      }
    }
    return result;
  }
}
