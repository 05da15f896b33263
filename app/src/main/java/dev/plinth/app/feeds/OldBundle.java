package dev.plinth.app.feeds;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.GarbageCollector;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.bundle.BundleReferrer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bundle that had the name before. What of it nothing names any more goes when the next one is
 * made; what somebody else put into the layout stays.
 */
final class OldBundle {
  private final LayoutStore layout;
  private final Optional<Descriptor> manifest;
  private final Set<Digest> feeds = new HashSet<>();

  private OldBundle(LayoutStore layout, Optional<Descriptor> manifest) {
    this.layout = layout;
    this.manifest = manifest;
  }

  /** To be asked before the next one takes the name; what cannot be read is nobody's. */
  static OldBundle of(LayoutStore layout, String name) {
    try {
      Optional<Descriptor> named =
          layout.named(name).filter(d -> MediaType.isManifest(d.mediaType()));
      if (named.isPresent()) {
        ImageManifest manifest = layout.manifest(named.get()).value();
        if (manifest.artifactType().equals(Optional.of(FeedArtifact.TYPE))) {
          OldBundle old = new OldBundle(layout, named);
          manifest.layers().stream()
              .filter(layer -> layer.mediaType().equals(FeedArtifact.FEED))
              .forEach(layer -> old.feeds.add(layer.digest()));
          return old;
        }
      }
    } catch (PlinthException e) {
      // A damaged one, which is nobody's now.
    }
    return new OldBundle(layout, Optional.empty());
  }

  /**
   * Removes it, its feeds and what signs it, unless something else names them; where the layout is
   * in use, or something in it cannot be read, all of it stays.
   *
   * @param now the bundle that has the name
   * @return how many feeds are gone
   */
  int remove(Digest now) {
    if (manifest.isEmpty() || manifest.get().digest().equals(now)) {
      return 0;
    }
    Digest before = manifest.get().digest();
    boolean listed =
        layout.entries().stream().anyMatch(e -> e.descriptor().digest().equals(before));
    if (listed) {
      return 0; // by another name
    }
    try {
      Set<Digest> blobs = new HashSet<>(feeds);
      blobs.add(before);
      List<Descriptor> signatures =
          layout.referrers().of(before).stream().filter(BundleReferrer::is).toList();
      for (Descriptor signature : signatures) {
        layout.manifest(signature).value().layers().forEach(layer -> blobs.add(layer.digest()));
        blobs.add(signature.digest());
        layout.referrers().drop(signature.digest());
      }
      Set<Digest> gone =
          new GarbageCollector(layout, Duration.ZERO, InstantSource.system()).collect(blobs);
      gone.retainAll(feeds);
      return gone.size();
    } catch (PlinthException e) {
      return 0;
    }
  }
}
