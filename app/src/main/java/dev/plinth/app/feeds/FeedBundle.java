package dev.plinth.app.feeds;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.rootfs.RawPath;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes an artifact of the feeds of this machine: a layer for each, so that who has one of them has
 * it in the next artifact too. The same feeds make the same artifact.
 */
public final class FeedBundle {
  private FeedBundle() {}

  /**
   * What was made.
   *
   * @param place {@code oci:DIR:NAME}
   * @param feeds how many
   * @param moved how many of them were not there yet
   * @param removed how many of the bundle of before are gone
   */
  public record Made(
      String place, Digest digest, int feeds, int moved, int removed, boolean signed) {}

  /**
   * Makes it.
   *
   * @param folder of the database
   * @param destination {@code oci:DIR}, {@code oci:DIR:NAME} or {@code DIR}
   * @param signers who vouch for it
   */
  public static Made make(Path folder, String destination, List<? extends Signer> signers) {
    FeedArtifact.Place place = FeedArtifact.Place.parse(destination);
    String name = place.name().isEmpty() ? FeedArtifact.NAME : place.name();
    try (FeedFolder feeds = FeedFolder.lock(folder);
        LayoutStore layout = LayoutStore.at(place.folder())) {
      OldBundle old = OldBundle.of(layout, name);
      List<FeedSource> sources = feeds.read().sources();
      if (sources.isEmpty()) {
        throw new PlinthException(
            ErrorCode.NOT_FOUND,
            "there are no feeds to make a bundle of",
            "plinth feeds update SOURCE…");
      }
      List<Descriptor> layers = new ArrayList<>();
      FeedLabels labels = new FeedLabels();
      int moved = 0;
      for (FeedSource source : sources) {
        for (Blob blob : blobs(source, feeds, labels)) {
          moved += layout.find(blob.piece.digest()).isPresent() ? 0 : 1;
          layers.add(add(blob, layout));
        }
      }
      layout.add(BundleReferrer.emptyConfig());
      ImageManifest manifest =
          new ImageManifest(
              MediaType.MANIFEST,
              Optional.of(FeedArtifact.TYPE),
              InputsManifest.EMPTY_CONFIG,
              layers,
              Optional.empty(),
              Collections.emptySortedMap());
      Descriptor descriptor = layout.put(manifest.toDocument()).withArtifactType(FeedArtifact.TYPE);
      layout.tag(name, descriptor);
      for (Signer signer : signers) {
        byte[] bundle = Bundle.sign(Statements.signature(descriptor.digest()), signer).write();
        layout.add(bundle);
        layout
            .referrers()
            .attach(BundleReferrer.manifest(descriptor, bundle, PredicateType.SIGNATURE));
      }
      return new Made(
          "oci:" + place.folder() + ":" + name,
          descriptor.digest(),
          layers.size(),
          moved,
          old.remove(descriptor.digest()),
          !signers.isEmpty());
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot write the bundle in " + place.folder() + ": " + e.getMessage(),
          "check that the folder can be written to and has room",
          e);
    }
  }

  /** A feed as it goes into the artifact. */
  private record Blob(FeedPiece piece, Path file, boolean temporary) {}

  private static List<Blob> blobs(FeedSource source, FeedFolder feeds, FeedLabels labels)
      throws IOException {
    List<Blob> blobs = new ArrayList<>();
    for (FeedPiece piece : source.pieces()) {
      if (!feeds.has(piece)) {
        throw new PlinthException(
            ErrorCode.VERIFICATION,
            feeds.place(piece) + " is not what it was when it was had",
            "run plinth feeds update again");
      }
      boolean address = source.kind() == FeedSource.Kind.URL;
      String label = address ? labels.of(source) : labels.of(piece.name());
      blobs.add(new Blob(named(piece, label), feeds.place(piece), false));
    }
    if (source.kind() == FeedSource.Kind.PATH) {
      Path path = Path.of(source.place());
      String name = FeedFolder.fileName(labels.of(source).replace('/', '-'));
      boolean many = Files.isDirectory(path);
      Path file = many ? packed(path, feeds) : path;
      FeedPiece piece =
          new FeedPiece(
              many ? name + ".tar" : name, source.day(), FeedFolder.digest(file), Files.size(file));
      blobs.add(new Blob(piece, file, many));
    }
    return blobs;
  }

  private static FeedPiece named(FeedPiece piece, String label) {
    String name = FeedFolder.fileName(label.replace('/', '-'));
    return new FeedPiece(name, piece.day(), piece.digest(), piece.size());
  }

  private static Descriptor add(Blob blob, LayoutStore layout) throws IOException {
    FeedPiece piece = blob.piece;
    try (InputStream in = Files.newInputStream(blob.file)) {
      layout.add(in, piece.digest(), "feed " + piece.name());
    } finally {
      if (blob.temporary) {
        Files.deleteIfExists(blob.file);
      }
    }
    Map<String, String> annotations = new TreeMap<>(Map.of(FeedArtifact.TITLE, piece.name()));
    if (!piece.day().isEmpty()) {
      annotations.put(FeedArtifact.DAY, piece.day());
    }
    return Descriptor.of(FeedArtifact.FEED, piece.digest(), piece.size())
        .withAnnotations(annotations);
  }

  /** A folder as an archive that is the same for the same files, whoever owns them. */
  private static Path packed(Path folder, FeedFolder feeds) throws IOException {
    Path draft = feeds.draft();
    try (OutputStream out = Files.newOutputStream(draft);
        TarWriter tar = new TarWriter(out)) {
      for (Path file : FeedPaths.files(folder)) {
        byte[] content = Files.readAllBytes(file);
        tar.add(
            entry(folder.relativize(file).toString(), content), new ByteArrayInputStream(content));
      }
      tar.finish();
    }
    return draft;
  }

  private static TarEntry entry(String name, byte[] content) {
    return new TarEntry(
        RawPath.ofText(name),
        TarEntry.Type.FILE,
        0644,
        0,
        0,
        content.length,
        0,
        "",
        "",
        "",
        0,
        0,
        new TreeMap<>(),
        0);
  }
}
