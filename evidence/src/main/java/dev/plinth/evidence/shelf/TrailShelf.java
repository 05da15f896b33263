package dev.plinth.evidence.shelf;

import dev.plinth.evidence.trail.Trail;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The trail of an image in the store: one artifact of the record and a statement of its head for
 * each signer. Each new entry replaces the artifact.
 */
public final class TrailShelf {
  private static final int TRIES = 20;

  private final LayoutStore store;

  public TrailShelf(LayoutStore store) {
    this.store = store;
  }

  /**
   * A trail as it lies in the store.
   *
   * @param trail its chain holds
   * @param heads bundles that sign a head of it
   */
  public record Found(Digest artifact, Trail trail, List<byte[]> heads) {
    public Found {
      heads = List.copyOf(heads);
    }
  }

  /**
   * What an entry says of who did what.
   *
   * @param who {@code user@host}
   * @param version of Plinth
   */
  public record Note(
      Instant time, String who, String version, String action, SortedMap<String, String> details) {}

  /** The trail of an image; a chain that does not hold is a {@code VERIFICATION} error. */
  public Optional<Found> find(Digest image) {
    Optional<Found> longest = Optional.empty();
    for (Descriptor referrer : store.referrers().of(image)) {
      ImageManifest manifest = store.manifest(referrer).value();
      if (!manifest.artifactType().equals(Optional.of(Trail.ARTIFACT_TYPE))
          || manifest.layers().isEmpty()) {
        continue;
      }
      byte[] text =
          store.content().bytes(manifest.layers().getFirst(), Trail.MAX_BYTES, "the trail");
      Trail trail = Trail.read(text);
      List<byte[]> heads = new ArrayList<>();
      for (Descriptor layer : manifest.layers().subList(1, manifest.layers().size())) {
        heads.add(store.content().bytes(layer, Bundle.MAX_BYTES, "the head of the trail"));
      }
      boolean longer =
          longest.isEmpty() || longest.get().trail().entries().size() < trail.entries().size();
      if (longer) {
        longest = Optional.of(new Found(referrer.digest(), trail, heads));
      }
    }
    return longest;
  }

  /** Adds an entry. */
  public void append(Descriptor image, Note note, List<StatementSigner> signers) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Found> before = find(image.digest());
      Trail trail =
          before
              .map(Found::trail)
              .orElse(Trail.EMPTY)
              .with(note.time(), note.who(), note.version(), note.action(), note.details());
      Document<ImageManifest> artifact = artifact(image, trail, signers);
      if (store.referrers().replace(before.map(Found::artifact), artifact)) {
        return;
      }
    }
    throw new PlinthException(
        ErrorCode.MACHINE,
        "the trail of " + image.digest() + " is being written by others all the time",
        "run the command again");
  }

  private Document<ImageManifest> artifact(
      Descriptor image, Trail trail, List<StatementSigner> signers) {
    List<Descriptor> layers = new ArrayList<>();
    byte[] text = trail.write();
    layers.add(add(Trail.MEDIA_TYPE, text));
    byte[] head = head(image, trail);
    for (StatementSigner signer : signers) {
      layers.add(add(Bundle.MEDIA_TYPE, signer.bundle(head)));
    }
    add(MediaType.EMPTY, BundleReferrer.emptyConfig());
    return new ImageManifest(
            MediaType.MANIFEST,
            Optional.of(Trail.ARTIFACT_TYPE),
            InputsManifest.EMPTY_CONFIG,
            layers,
            Optional.of(Descriptor.of(image.mediaType(), image.digest(), image.size())),
            new TreeMap<>())
        .toDocument();
  }

  /** What signers of a trail sign. */
  private static byte[] head(Descriptor image, Trail trail) {
    ObjectNode predicate = JsonText.object();
    predicate.put("entries", trail.entries().size());
    predicate.put("head", trail.head().toString());
    return Statements.write(
        List.of(Subject.of("", image.digest())), Trail.PREDICATE_TYPE, JsonText.write(predicate));
  }

  /** Whether a predicate is about this very state of the trail. */
  public static boolean isHeadOf(byte[] predicate, Trail trail) {
    var json = JsonText.readObject(predicate, "the head of the trail");
    return json.size("entries") == trail.entries().size()
        && json.digest("head").equals(trail.head());
  }

  private Descriptor add(String type, byte[] bytes) {
    try {
      return Descriptor.of(type, store.add(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
