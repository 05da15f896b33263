package dev.plinth.rootfs.layers;

import dev.plinth.archive.TarEntry;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written at one path of a layer.
 *
 * @param path canonical raw path
 * @param node what stands there
 * @param hardLinkTo an earlier path of the same layer with the same file, else null
 * @param mtime the time to write, in seconds since 1970
 */
public record LayerEntry(String path, Node node, @Nullable String hardLinkTo, long mtime) {

  /** A whiteout: an empty file whose name hides what lower layers have. */
  static LayerEntry marker(String path, long mtime) {
    Attributes attributes = Attributes.generated(0, new Origin.Generated("whiteout"));
    return new LayerEntry(
        path, new Node.RegularFile(attributes, Content.of(new byte[0])), null, mtime);
  }

  /** The bytes that follow the header; empty where there are none. */
  Optional<Content> content() {
    return hardLinkTo == null && node instanceof Node.RegularFile file && file.content().size() > 0
        ? Optional.of(file.content())
        : Optional.empty();
  }

  /** The entry in a tar archive, names relative to the root. */
  TarEntry toTar() {
    String name = path.equals("/") ? "./" : path.substring(1);
    if (hardLinkTo != null) {
      return entry(name, TarEntry.Type.HARD_LINK, hardLinkTo.substring(1), 0, 0);
    }
    return switch (node) {
      case Node.Directory _ ->
          entry(name.endsWith("/") ? name : name + "/", TarEntry.Type.DIRECTORY, "", 0, 0);
      case Node.RegularFile _ -> entry(name, TarEntry.Type.FILE, "", 0, 0);
      case Node.Symlink link -> entry(name, TarEntry.Type.SYMLINK, link.target(), 0, 0);
      case Node.Special special -> entry(name, type(special), "", special.major(), special.minor());
    };
  }

  private TarEntry.Type type(Node.Special special) {
    return switch (special.kind()) {
      case 'c' -> TarEntry.Type.CHARACTER_DEVICE;
      case 'b' -> TarEntry.Type.BLOCK_DEVICE;
      case 'p' -> TarEntry.Type.FIFO;
      default ->
          throw new IllegalArgumentException(
              RawPath.toText(path) + " is of kind '" + special.kind() + "', which tar cannot hold");
    };
  }

  private TarEntry entry(String name, TarEntry.Type type, String link, int major, int minor) {
    Attributes a = node.attributes();
    return new TarEntry(
        name,
        type,
        a.mode(),
        Integer.toUnsignedLong(a.uid()),
        Integer.toUnsignedLong(a.gid()),
        content().map(Content::size).orElse(0L),
        mtime,
        link,
        "",
        "",
        major,
        minor,
        type == TarEntry.Type.HARD_LINK ? java.util.Collections.emptySortedMap() : a.xattrs(),
        0);
  }
}
