package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the store lists without a name: manifests that are about others (their {@code subject}), as
 * tools expect them in a layout, and roots of what is kept.
 */
public final class Referrers {
  private final LayoutStore store;
  private final Subjects subjects;

  Referrers(LayoutStore store) {
    this.store = store;
    this.subjects = new Subjects(store);
  }

  /**
   * The listed manifests whose subject is {@code subject}, with types and annotations. One that
   * cannot be read is not among them: {@link #broken} tells of it.
   */
  public List<Descriptor> of(Digest subject) {
    return of(Set.of(subject));
  }

  /** The same for several subjects in one pass. */
  public List<Descriptor> of(Set<Digest> wanted) {
    return of(wanted, _ -> true);
  }

  /**
   * The same without reading what cannot be meant.
   *
   * @param which is asked of descriptors as {@code index.json} has them, which nobody vouches for
   */
  public List<Descriptor> of(Set<Digest> wanted, Predicate<Descriptor> which) {
    List<Descriptor> result = new ArrayList<>();
    for (LayoutIndex.Entry entry : store.entries()) {
      Descriptor descriptor = entry.descriptor();
      if (MediaType.isManifest(descriptor.mediaType())
          && which.test(descriptor)
          && store.has(descriptor.digest())
          && subjects.isAbout(descriptor, wanted)) {
        result.add(descriptor);
      }
    }
    return result;
  }

  /** Listed manifests that cannot be read and are about {@code subject}, or may be. */
  public List<BrokenReferrer> broken(Digest subject) {
    return broken(subject, _ -> true);
  }

  /**
   * The same of those that can be meant.
   *
   * @param which as for {@link #of(Set, Predicate)}
   */
  public List<BrokenReferrer> broken(Digest subject, Predicate<Descriptor> which) {
    List<BrokenReferrer> result = new ArrayList<>();
    for (LayoutIndex.Entry entry : store.entries()) {
      Descriptor descriptor = entry.descriptor();
      if (MediaType.isManifest(descriptor.mediaType())
          && entry.name().isEmpty()
          && which.test(descriptor)
          && store.has(descriptor.digest())) {
        subjects
            .trouble(descriptor, Set.of(subject))
            .ifPresent(reason -> result.add(new BrokenReferrer(descriptor.digest(), reason)));
      }
    }
    return result;
  }

  /** Lists {@code descriptor}: a root of what is kept, or a referrer. */
  public void keep(Descriptor descriptor) {
    store.present(descriptor.digest(), "manifest " + descriptor.digest());
    store.change(index -> index.keep(descriptor));
  }

  /** Takes {@code digest} from what is listed; whether it was. */
  public boolean drop(Digest digest) {
    return store.removeEntries(LayoutIndex.unnamed(digest));
  }

  /** Adds a manifest that is about another and lists it. */
  public Descriptor attach(Document<ImageManifest> referrer) {
    Descriptor descriptor = put(referrer);
    keep(descriptor);
    return descriptor;
  }

  /**
   * Adds several, and takes others from what is listed, in one change of the index; whether there
   * was anything to change.
   *
   * @param dropped manifests that are listed
   */
  public boolean attach(List<Document<ImageManifest>> referrers, Set<Digest> dropped) {
    Set<Digest> listed = new HashSet<>();
    store.entries().forEach(entry -> listed.add(entry.descriptor().digest()));
    List<Descriptor> fresh = new ArrayList<>();
    for (Document<ImageManifest> referrer : referrers) {
      boolean there = listed.contains(referrer.digest()) && store.has(referrer.digest());
      // Put also where it is there: one that was damaged is whole again.
      Descriptor descriptor = put(referrer);
      if (!there) {
        fresh.add(descriptor);
      }
    }
    if (fresh.isEmpty() && dropped.stream().noneMatch(listed::contains)) {
      return false;
    }
    store.change(index -> {
      boolean changed = false;
      for (Digest digest : dropped) {
        changed |= index.remove(LayoutIndex.unnamed(digest));
      }
      for (Descriptor descriptor : fresh) {
        changed |= index.keep(descriptor);
      }
      return changed;
    });
    return true;
  }

  /**
   * Puts a referrer in place of another.
   *
   * @param before what must still be listed; empty for none
   * @return whether it was; if not, nothing changed
   */
  public boolean replace(Optional<Digest> before, Document<ImageManifest> referrer) {
    Descriptor fresh = put(referrer);
    boolean[] there = {true};
    store.change(index -> {
      there[0] = before.isEmpty() || index.remove(LayoutIndex.unnamed(before.get()));
      return there[0] && index.keep(fresh);
    });
    return there[0];
  }

  private Descriptor put(Document<ImageManifest> referrer) {
    ImageManifest manifest = referrer.value();
    return store
        .put(referrer)
        .withArtifactType(manifest.artifactType().orElse(manifest.config().mediaType()))
        .withAnnotations(manifest.annotations());
  }
}
