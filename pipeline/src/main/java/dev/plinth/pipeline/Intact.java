package dev.plinth.pipeline;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.BrokenReferrer;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether all that a build left in the store is there and unchanged: the image and its evidence. A
 * stamp of the files' sizes, times and inodes says whether anybody wrote to them since they were
 * hashed last; where it differs they are hashed again.
 */
final class Intact {
  private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino";

  private final LayoutStore store;
  private final SortedMap<Digest, String> blobs = new TreeMap<>();
  private final Set<Digest> listed = new HashSet<>();

  private Intact(LayoutStore store) {
    this.store = store;
  }

  /**
   * Whether all that the record names is there, is listed, and was not written to since it was
   * hashed last. Asks for each blob's times and reads the index alone: it is what a build costs
   * where nothing changed.
   */
  static boolean untouched(LayoutStore store, BuildRecord record) throws IOException {
    if (record.blobs().isEmpty()) {
      return false;
    }
    Set<Digest> now = new HashSet<>();
    store.entries().forEach(entry -> now.add(entry.descriptor().digest()));
    Intact intact = new Intact(store);
    intact.blobs.putAll(record.blobs());
    return now.containsAll(record.listed())
        && record.blobs().keySet().stream().allMatch(blob -> store.find(blob).isPresent())
        && intact.stamp().equals(record.stamp());
  }

  SortedMap<Digest, String> blobs() {
    return blobs;
  }

  Set<Digest> listed() {
    return listed;
  }

  /**
   * What a build's result consists of; damaged manifests are {@code VERIFICATION} errors.
   *
   * @return empty where some of it is not in the store
   */
  static Optional<Intact> of(LayoutStore store, BuildRecord record) throws IOException {
    Intact intact = new Intact(store);
    boolean whole = intact.add(record.index(), "the index");
    for (BuildReport.PlatformReport part : record.parts()) {
      String platform = part.platform().toString();
      whole = whole && intact.manifest(part.digest(), MediaType.MANIFEST, platform);
    }
    if (whole) {
      Set<Digest> images = new HashSet<>(Set.of(record.index()));
      record.parts().forEach(part -> images.add(part.digest()));
      // One that somebody changed is told; it is not among those that are about the image any more.
      for (Digest image : images) {
        for (BrokenReferrer broken : store.referrers().broken(image)) {
          store.verified(broken.digest(), "the manifest of evidence");
        }
      }
      for (Descriptor referrer : store.referrers().of(images)) {
        String what = KeptSpec.isInputs(referrer) ? "the kept inputs" : "evidence";
        whole &= intact.manifest(referrer.digest(), referrer.mediaType(), what);
        intact.listed.add(referrer.digest());
      }
    }
    return whole ? Optional.of(intact) : Optional.empty();
  }

  private boolean add(Digest digest, String what) {
    blobs.putIfAbsent(digest, what);
    return store.find(digest).isPresent();
  }

  private boolean manifest(Digest digest, String type, String of) throws IOException {
    if (!add(digest, "the manifest of " + of)) {
      return false;
    }
    Path path = store.verified(digest, "the manifest of " + of);
    ImageManifest manifest = store.manifest(Descriptor.of(type, digest, Files.size(path))).value();
    for (Descriptor content : manifest.content()) {
      String title =
          content.annotations().getOrDefault("org.opencontainers.image.title", "a layer");
      String what = content.equals(manifest.config()) ? "the configuration" : title;
      if (!add(content.digest(), what + " of " + of)) {
        return false;
      }
    }
    return true;
  }

  /** Differs where anything was written to since. */
  String stamp() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Digest digest : blobs.keySet()) {
      Path path = store.find(digest).orElse(store.folder());
      text.append(digest)
          .append(new TreeMap<>(Files.readAttributes(path, ATTRIBUTES)))
          .append('\n');
    }
    return Digest.of(text.toString()).hex();
  }

  /** Hashes everything; what was changed is a {@code VERIFICATION} error that names it. */
  void verify() {
    for (Map.Entry<Digest, String> blob : blobs.entrySet()) {
      store.verified(blob.getKey(), blob.getValue());
    }
  }
}
