package dev.plinth.app.feeds;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutIndex;
import dev.plinth.oci.source.ImageSources;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Feeds in an OCI artifact: a manifest with one layer a feed, each named by its title annotation
 * (image-spec annotations), in a layout; bundles that refer to it say who made it.
 */
final class FeedArtifact {
  static final String TYPE = "application/vnd.plinth.feeds.v1";
  static final String FEED = "application/vnd.plinth.feed.v1";
  static final String TITLE = "org.opencontainers.image.title";
  static final String DAY = "dev.plinth.feed.day";
  static final String NAME = "feeds";

  private static final int MOST_FEEDS = 10_000;
  private static final long LONGEST = 4L << 30;

  private final String place;
  private final Content content;
  private final List<LayoutIndex.Entry> entries;
  private final Descriptor descriptor;
  private final ImageManifest manifest;

  private FeedArtifact(
      String place,
      Content content,
      List<LayoutIndex.Entry> entries,
      Descriptor descriptor,
      ImageManifest manifest) {
    this.place = place;
    this.content = content;
    this.entries = entries;
    this.descriptor = descriptor;
    this.manifest = manifest;
  }

  /**
   * A place in a layout.
   *
   * @param name empty for the only artifact of feeds there
   */
  record Place(Path folder, String name) {
    /** Reads {@code oci:DIR} or {@code oci:DIR:NAME}. */
    static Place parse(String text) {
      String rest = text.startsWith("oci:") ? text.substring("oci:".length()) : text;
      int colon = rest.lastIndexOf(':');
      boolean named = colon > rest.lastIndexOf('/') && colon > 0;
      String folder = named ? rest.substring(0, colon) : rest;
      if (folder.isEmpty() || (named && colon == rest.length() - 1)) {
        throw new PlinthException(
            ErrorCode.USAGE,
            "'" + text + "' names no layout",
            "write it as oci:DIR or oci:DIR:NAME");
      }
      return new Place(
          Path.of(folder).toAbsolutePath().normalize(), named ? rest.substring(colon + 1) : "");
    }

    @Override
    public String toString() {
      return "oci:" + folder + (name.isEmpty() ? "" : ":" + name);
    }
  }

  static FeedArtifact open(Place place) {
    byte[] index;
    try {
      Path file = place.folder().resolve("index.json");
      if (Files.size(file) > LayoutIndex.MAX_BYTES) {
        throw new IOException("it is too long");
      }
      index = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "there is no layout at " + place.folder(),
          "give the folder that has index.json and blobs",
          e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "index.json of " + place.folder() + " cannot be read: " + e.getMessage(),
          "copy the layout again",
          e);
    }
    List<LayoutIndex.Entry> entries =
        LayoutIndex.parse(index, "index.json of " + place.folder()).entries();
    Content content = ImageSources.blobs(place.folder());
    Map<Digest, FeedArtifact> found = new LinkedHashMap<>();
    for (LayoutIndex.Entry entry : entries) {
      boolean asked = place.name().isEmpty() || entry.name().equals(Optional.of(place.name()));
      if (asked && MediaType.isManifest(entry.descriptor().mediaType())) {
        ImageManifest manifest = content.manifest(entry.descriptor()).value();
        if (manifest.artifactType().equals(Optional.of(TYPE))) {
          found.put(
              entry.descriptor().digest(),
              new FeedArtifact(place.toString(), content, entries, entry.descriptor(), manifest));
        }
      }
    }
    if (found.size() != 1) {
      throw new PlinthException(
          found.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.BAD_INPUT,
          place
              + (found.isEmpty() ? " has no artifact of feeds" : " has several artifacts of feeds"),
          "plinth feeds bundle makes one; name it as oci:DIR:NAME");
    }
    return found.values().iterator().next();
  }

  Digest digest() {
    return descriptor.digest();
  }

  /** Refuses it unless one of the trusted keys signed exactly this manifest. */
  void verify(KeyPolicy policy) {
    List<Claim> claims = new ArrayList<>();
    for (LayoutIndex.Entry entry : entries) {
      if (isReferrer(entry.descriptor())) {
        claims.add(Claim.ofReferrer(content, entry.descriptor(), digest()));
      }
    }
    Verification verification =
        Verifier.of(policy).verify(digest(), PredicateType.SIGNATURE, claims);
    if (verification instanceof Verification.Rejected rejected) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          place + " is not what a trusted key signed: " + rejected.reason(),
          "name the key of who made it with --key, or copy it again with what refers to it");
    }
  }

  private boolean isReferrer(Descriptor entry) {
    if (!MediaType.isManifest(entry.mediaType()) || entry.digest().equals(digest())) {
      return false;
    }
    try {
      ImageManifest other = content.manifest(entry).value();
      String type = other.artifactType().orElse(other.config().mediaType());
      return other.subject().map(Descriptor::digest).equals(Optional.of(digest()))
          && BundleReferrer.is(entry.withArtifactType(type));
    } catch (PlinthException e) {
      return false;
    }
  }

  /** Takes what is not in {@code folder} yet, verified while it is copied. */
  List<FeedPiece> take(FeedFolder folder, String day) {
    List<Descriptor> layers = manifest.layers();
    if (layers.isEmpty() || layers.size() > MOST_FEEDS) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, place + " has " + layers.size() + " feeds", "have it made again");
    }
    List<FeedPiece> pieces = new ArrayList<>();
    for (Descriptor layer : layers) {
      if (layer.size() > LONGEST || !layer.digest().algorithm().equals("sha256")) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            place + " has a feed of " + layer.size() + " bytes, " + layer.digest(),
            "have it made again by plinth feeds bundle");
      }
      String name = FeedFolder.fileName(layer.annotations().getOrDefault(TITLE, "feed.json"));
      String said = day.isEmpty() ? layer.annotations().getOrDefault(DAY, "") : day;
      FeedPiece piece = new FeedPiece(name, FeedDays.check(said), layer.digest(), layer.size());
      pieces.add(folder.has(piece) ? piece : copy(layer, piece, folder));
    }
    return pieces;
  }

  private FeedPiece copy(Descriptor layer, FeedPiece piece, FeedFolder folder) {
    Path draft = folder.draft();
    try {
      try (InputStream in = content.open(layer, "feed " + piece.name() + " of " + place)) {
        Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      return folder.adopt(draft, piece.name(), piece.day());
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "feed " + piece.name() + " of " + place + " cannot be read: " + e.getMessage(),
          "copy the layout again",
          e);
    } finally {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        // The next update prunes it.
      }
    }
  }
}
