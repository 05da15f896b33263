package dev.plinth.rootfs.layers;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.OpenFile;
import dev.plinth.rootfs.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a whole tree as one plain tar, each byte decided by the tree: a directory, then all below
 * it, sorted. GNU tar sets the time of a directory when the archive leaves it, so nothing may come
 * later that lies in it.
 */
public final class TreeTar {
  private static final Comparator<String> BELOW_FIRST =
      Comparator.comparing(path -> path.replace('/', '\0'));

  private TreeTar() {}

  /**
   * @param epoch no time is later; what has no time of its own has the newest of the others, or
   *     this where there are none
   * @param out worth buffering; left open
   */
  public static void write(Tree tree, long epoch, OutputStream out) throws IOException {
    Map<String, String> linkTo = new HashMap<>();
    for (List<String> links : tree.hardLinks()) {
      List<String> group = links.stream().sorted(BELOW_FIRST).toList();
      group.subList(1, group.size()).forEach(path -> linkTo.put(path, group.getFirst()));
    }
    long[] newest = {Attributes.GENERATED};
    tree.forEach((path, node) ->
        newest[0] = Math.max(newest[0], Math.min(epoch, node.attributes().mtime())));
    long generated = newest[0] == Attributes.GENERATED ? epoch : newest[0];
    List<LayerEntry> entries = new ArrayList<>(tree.size());
    tree.forEach((path, node) ->
        entries.add(new LayerEntry(path, node, linkTo.get(path), time(node, generated, epoch))));
    entries.sort(Comparator.comparing(LayerEntry::path, BELOW_FIRST));
    try (OpenFile files = new OpenFile()) {
      TarWriter writer = new TarWriter(out); // the stream is the caller's
      for (LayerEntry entry : entries) {
        Optional<Content> content = entry.content();
        TarEntry header = entry.toTar();
        writer.add(
            header,
            content.isPresent()
                ? new ContentStream(content.get(), files)
                : InputStream.nullInputStream());
      }
      writer.finish();
    }
  }

  private static long time(Node node, long generated, long epoch) {
    long time = node.attributes().mtime();
    return time == Attributes.GENERATED ? generated : Math.max(0, Math.min(time, epoch));
  }

  private static final class ContentStream extends InputStream {
    private final Content content;
    private final OpenFile files;
    private long at;

    ContentStream(Content content, OpenFile files) {
      this.content = content;
      this.files = files;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = (int) Math.min(length, content.size() - at);
      if (n <= 0) {
        return length == 0 ? 0 : -1;
      }
      content.read(at, ByteBuffer.wrap(buffer, offset, n), files);
      at += n;
      return n;
    }
  }
}
