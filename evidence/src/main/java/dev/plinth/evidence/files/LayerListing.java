package dev.plinth.evidence.files;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.layers.Layer;
import dev.plinth.rootfs.layers.LayerBlob;
import dev.plinth.rootfs.layers.LayerEntry;
import dev.plinth.rootfs.layers.LayerPart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists layers: of what is about to be written, and of what lies there. */
public final class LayerListing {
  private static final int BUFFER = 1 << 16;

  private LayerListing() {}

  /** The entries of a layer that was just written, with who brought each. */
  public static ListedLayer of(Layer layer, LayerBlob blob) {
    return new ListedLayer(blob.digest(), blob.diffId(), layer.name(), 0, files(layer));
  }

  /** The entries of a layer that need not be written. */
  public static List<ListedFile> files(Layer layer) {
    List<ListedFile> files = new ArrayList<>();
    for (LayerPart part : layer.parts()) {
      for (LayerEntry entry : part.entries()) {
        files.add(file(entry));
      }
    }
    return files;
  }

  private static ListedFile file(LayerEntry entry) {
    Attributes attributes = entry.node().attributes();
    boolean content = entry.hardLinkTo() == null && entry.node() instanceof Node.RegularFile;
    return new ListedFile(
        entry.path(),
        type(entry),
        attributes.mode(),
        Integer.toUnsignedLong(attributes.uid()),
        Integer.toUnsignedLong(attributes.gid()),
        content && entry.node() instanceof Node.RegularFile file ? file.content().size() : 0,
        entry.mtime(),
        content && entry.node() instanceof Node.RegularFile file
            ? Optional.of(file.content().sha256())
            : Optional.empty(),
        link(entry),
        entry.hardLinkTo() == null
            ? ListedFile.hex(attributes.xattrs())
            : java.util.Collections.emptySortedMap(),
        source(attributes.origin()));
  }

  private static TarEntry.Type type(LayerEntry entry) {
    if (entry.hardLinkTo() != null) {
      return TarEntry.Type.HARD_LINK;
    }
    return switch (entry.node()) {
      case Node.Directory _ -> TarEntry.Type.DIRECTORY;
      case Node.RegularFile _ -> TarEntry.Type.FILE;
      case Node.Symlink _ -> TarEntry.Type.SYMLINK;
      case Node.Special special ->
          switch (special.kind()) {
            case 'c' -> TarEntry.Type.CHARACTER_DEVICE;
            case 'b' -> TarEntry.Type.BLOCK_DEVICE;
            default -> TarEntry.Type.FIFO;
          };
    };
  }

  private static String link(LayerEntry entry) {
    if (entry.hardLinkTo() != null) {
      return entry.hardLinkTo();
    }
    return entry.node() instanceof Node.Symlink link ? link.target() : "";
  }

  private static String source(Origin origin) {
    return switch (origin) {
      case Origin.Packaged packaged -> ListedFile.Source.PACKAGE + packaged.packageName();
      case Origin.Generated generated -> ListedFile.Source.GENERATED + generated.by();
      case Origin.Base _ -> "";
    };
  }

  /**
   * Reads a layer to its end, hashing the blob's tar and every file in it.
   *
   * @param blob compressed or not; closed
   * @param digest of the blob, which the caller has verified or verifies
   * @param what names the layer in errors
   */
  public static ListedLayer read(InputStream blob, Digest digest, String name, String what)
      throws IOException {
    MessageDigest tar = Digest.sha256();
    List<ListedFile> files = new ArrayList<>();
    try (InputStream plain =
            new DigestInputStream(
                new BufferedInputStream(Decompression.open(blob, what), BUFFER), tar);
        TarReader reader = new TarReader(plain, what)) {
      byte[] buffer = new byte[BUFFER];
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        files.add(file(next.get(), reader, buffer, what));
      }
      // The diffID covers what follows the end blocks, too.
      while (plain.read(buffer) >= 0) {}
    }
    return new ListedLayer(digest, Digest.finish(tar), name, 0, files);
  }

  private static ListedFile file(TarEntry entry, TarReader reader, byte[] buffer, String what)
      throws IOException {
    Optional<Digest> sha256 = Optional.empty();
    if (entry.type() == TarEntry.Type.FILE) {
      MessageDigest hash = Digest.sha256();
      InputStream content = reader.content();
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        hash.update(buffer, 0, n);
      }
      sha256 = Optional.of(Digest.finish(hash));
    }
    return new ListedFile(
        RawPath.ofMember(entry.name(), what),
        entry.type(),
        entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.size(),
        entry.mtime(),
        sha256,
        entry.type() == TarEntry.Type.HARD_LINK
            ? RawPath.normalize(entry.linkName())
            : entry.linkName(),
        ListedFile.hex(entry.xattrs()),
        "");
  }
}
