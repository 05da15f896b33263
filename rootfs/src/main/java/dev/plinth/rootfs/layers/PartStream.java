package dev.plinth.rootfs.layers;

import dev.plinth.archive.GzipMember;
import dev.plinth.archive.TarWriter;
import dev.plinth.model.Digest;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tar bytes of one part: any piece of them can be made without those before it. */
final class PartStream {
  /** A part is cut into members at multiples of this many bytes. */
  static final int MEMBER = 2 << 20;

  private static final byte[] FORMAT =
      "plinth layer member 1\n".getBytes(StandardCharsets.US_ASCII);

  private final List<LayerEntry> entries;
  private final long[] starts;
  private final long size;
  private final Digest key;

  /** Computes the key, for which contents whose digest is not known are read. */
  PartStream(LayerPart part) {
    this.entries = part.entries();
    this.starts = new long[entries.size()];
    MessageDigest hash = Digest.sha256();
    hash.update(FORMAT);
    hash.update(
        (GzipMember.COMPRESSOR + ", members of " + MEMBER + " bytes\n")
            .getBytes(StandardCharsets.US_ASCII));
    long at = 0;
    for (int i = 0; i < starts.length; i++) {
      LayerEntry entry = entries.get(i);
      byte[] header = TarWriter.header(entry.toTar());
      starts[i] = at;
      at += header.length;
      hash.update(header);
      Optional<Content> content = entry.content();
      if (content.isPresent()) {
        hash.update(content.get().sha256().hex().getBytes(StandardCharsets.US_ASCII));
        long length = content.get().size();
        at += length + TarWriter.padding(length);
      }
    }
    this.size = at;
    this.key = Digest.finish(hash);
  }

  /** The end blocks of an archive, as a part. */
  static PartStream end() {
    return new PartStream(TarWriter.END);
  }

  private PartStream(int zeros) {
    this.entries = List.of();
    this.starts = new long[0];
    this.size = zeros;
    this.key = Digest.of(GzipMember.COMPRESSOR + ", " + zeros + " zeros\n");
  }

  /** What the compressed bytes depend on. */
  Digest key() {
    return key;
  }

  /** What the compressed bytes of one member depend on. */
  Digest key(int member) {
    return Digest.of(key + ":" + member);
  }

  /** Length in bytes, always a multiple of 512. */
  long size() {
    return size;
  }

  int members() {
    return (int) ((size + MEMBER - 1) / MEMBER);
  }

  int memberSize(int member) {
    return (int) Math.min(MEMBER, size - (long) member * MEMBER);
  }

  /** Fills {@code target} from 0 with the bytes of one member. */
  void fill(int member, byte[] target, OpenFile files) throws IOException {
    long from = (long) member * MEMBER;
    ByteBuffer out = ByteBuffer.wrap(target, 0, memberSize(member));
    int index = Arrays.binarySearch(starts, from);
    index = index >= 0 ? index : Math.max(0, -index - 2);
    for (; out.hasRemaining() && index < starts.length; index++) {
      fill(index, from + out.position() - starts[index], out, files);
    }
    while (out.hasRemaining()) {
      out.put((byte) 0);
    }
  }

  /** Puts what one entry has from {@code skip} on, as far as there is room. */
  private void fill(int index, long skip, ByteBuffer out, OpenFile files) throws IOException {
    LayerEntry entry = entries.get(index);
    byte[] header = TarWriter.header(entry.toTar());
    if (skip < header.length) {
      out.put(header, (int) skip, (int) Math.min(out.remaining(), header.length - skip));
    }
    Optional<Content> content = entry.content();
    if (content.isEmpty()) {
      return;
    }
    long size = content.get().size();
    long at = Math.max(0, skip - header.length);
    if (at < size && out.hasRemaining()) {
      int limit = out.limit();
      out.limit(out.position() + (int) Math.min(out.remaining(), size - at));
      content.get().read(at, out, files);
      out.limit(limit);
    }
    long end = index + 1 < starts.length ? starts[index + 1] : this.size;
    long padding =
        Math.min(
            out.remaining(),
            end - Math.max(starts[index] + skip, starts[index] + header.length + size));
    for (long i = 0; i < padding; i++) {
      out.put((byte) 0);
    }
  }
}
