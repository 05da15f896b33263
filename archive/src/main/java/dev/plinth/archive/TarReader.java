package dev.plinth.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar stream entry by entry: Unix v7, ustar, pax with local and global records, GNU long
 * names and base-256 numbers, star. Where formats leave a choice it reads what container runtimes
 * read: links, directories and devices have no content whatever their size field says, and a GNU
 * long name wins over a pax path.
 *
 * <p>Sparse files are read as programs see them where the limits allow any, else refused.
 * Multi-volume archives, sizes that are negative or beyond the limits, checksums that do not hold
 * and streams that end too early are {@code BAD_INPUT} errors which name the archive and the byte.
 * An archive may lack its end blocks, as some writers leave them out.
 */
public final class TarReader implements Closeable {
  private final Source source;
  private final String what;
  private final TarLimits limits;
  private final SortedMap<String, byte[]> global = new TreeMap<>();
  private final byte[] block = new byte[TarHeader.BLOCK];
  private MemberStream content;
  private InputStream shown;
  private long padding;
  private long entries;
  private long total;
  private boolean ended;

  /**
   * @param in uncompressed; closed with this reader
   * @param what names the archive in errors
   */
  public TarReader(InputStream in, String what, TarLimits limits) {
    this.source = new Source(in, what);
    this.what = what;
    this.limits = limits;
    this.content = new MemberStream(source, 0, "nothing");
    this.shown = content;
  }

  /** With {@link TarLimits#DEFAULT}. */
  public TarReader(InputStream in, String what) {
    this(in, what, TarLimits.DEFAULT);
  }

  /** The next entry; what was not read of the one before is passed over. Empty at the end. */
  public Optional<TarEntry> next() throws IOException {
    SortedMap<String, byte[]> local = new TreeMap<>();
    @Nullable String longName = null;
    @Nullable String longLink = null;
    boolean pending = false;
    while (true) {
      finishContent();
      TarHeader header = header();
      if (header == null) {
        if (pending) {
          throw source.ended("an extended header's entry");
        }
        return Optional.empty();
      }
      long at = source.position();
      switch (header.type()) {
        case 'x', 'X' -> local = PaxRecords.parse(metadata(header), what, at);
        case 'g' -> PaxRecords.parse(metadata(header), what, at).forEach(this::setGlobal);
        case 'L' -> longName = untilNul(metadata(header));
        case 'K' -> longLink = untilNul(metadata(header));
        case 'V' -> begin(size(header.size()), "the volume label");
        default -> {
          SortedMap<String, byte[]> records = new TreeMap<>(global);
          records.putAll(local);
          return Optional.of(entry(header, records, longName, longLink));
        }
      }
      pending = pending || (header.type() != 'g' && header.type() != 'V');
    }
  }

  /** The content of the entry that {@link #next} gave last; valid until the next call of it. */
  public InputStream content() {
    return shown;
  }

  private void setGlobal(String key, byte[] value) {
    if (value.length == 0) {
      global.remove(key);
    } else {
      global.put(key, value);
    }
    if (global.size() > 1000) {
      throw Malformed.error(what, "has more than 1000 global pax records");
    }
  }

  private @Nullable TarHeader header() throws IOException {
    if (ended) {
      return null;
    }
    long at = source.position();
    int n = source.readUpTo(block);
    if (n == 0) {
      ended = true;
      return null;
    }
    if (n < block.length) {
      throw source.ended("a header");
    }
    if (TarHeader.isZero(block)) {
      ended = true;
      n = source.readUpTo(block);
      if (n == block.length && !TarHeader.isZero(block)) {
        throw Malformed.error(what, "goes on after a lone end block at byte " + at);
      }
      return null;
    }
    if (++entries > limits.entries()) {
      throw Malformed.error(what, "has more than " + limits.entries() + " entries");
    }
    return new TarHeader(block.clone(), what, at);
  }

  private TarEntry entry(
      TarHeader header,
      SortedMap<String, byte[]> records,
      @Nullable String longName,
      @Nullable String longLink)
      throws IOException {
    boolean sparse = header.type() == 'S' || SparseMap.isNamed(records);
    String name = longName != null ? longName : text(records, "path", header.name());
    name = text(records, "GNU.sparse.name", name);
    if (sparse && limits.sparse() == 0) {
      throw Malformed.error(
          what,
          "has the sparse file '" + Malformed.show(name) + "'; sparse files are not supported");
    }
    Optional<SparseMap> map =
        header.type() == 'S'
            ? Optional.of(SparseMap.ofHeader(header, source, limits.metadata(), what))
            : Optional.empty();
    long at = source.position();
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw Malformed.error(what, "has an entry with an unusable name at byte " + at);
    }
    TarEntry.Type type = type(header.type(), name);
    String linkName = "";
    if (type == TarEntry.Type.HARD_LINK || type == TarEntry.Type.SYMLINK) {
      linkName = longLink != null ? longLink : text(records, "linkpath", header.linkName());
      if (linkName.isEmpty() || linkName.indexOf('\0') >= 0) {
        throw Malformed.error(
            what, "has a link without a usable target, '" + Malformed.show(name) + "'");
      }
    }
    long stored = size(number(records, "size", header.size(), name));
    long size = type == TarEntry.Type.FILE ? stored : 0;
    begin(size, "'" + Malformed.show(name) + "'");
    if (sparse && type == TarEntry.Type.FILE) {
      size = expand(map, records, name);
    }
    if (header.type() == 'D') {
      // GNU's incremental dumps store a list of names with a directory: passed over.
      padding = stored + TarWriter.padding(stored);
      total += stored;
    }
    boolean device = type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
    return new TarEntry(
        name,
        type,
        header.mode(),
        id(number(records, "uid", header.uid(), name), name),
        id(number(records, "gid", header.gid(), name), name),
        size,
        number(records, "mtime", header.mtime(), name),
        linkName,
        text(records, "uname", header.userName()),
        text(records, "gname", header.groupName()),
        device ? header.major() : 0,
        device ? header.minor() : 0,
        xattrs(records),
        at);
  }

  /** Shows a sparse file as programs see it; returns its size then. */
  private long expand(Optional<SparseMap> header, SortedMap<String, byte[]> records, String name)
      throws IOException {
    SparseMap map =
        header.isPresent()
            ? header.get()
            : SparseMap.ofRecords(records, content, limits.metadata(), what);
    if (map.held() != content.left()) {
      throw Malformed.error(
          what, "has a damaged sparse file: '" + Malformed.show(name) + "' is not as its map says");
    }
    shown = new SparseStream(content, map, limits.sparse(), this::zeros, what, name);
    return map.size();
  }

  /** Zeros count like bytes that are held, but only where somebody reads them. */
  private void zeros(int count) {
    total += size(count);
  }

  private TarEntry.Type type(char flag, String name) {
    return switch (flag) {
      case 'S' -> TarEntry.Type.FILE;
      // Before ustar, and still in GNU tar, a final slash is what makes a directory.
      case '0', '\0', '7' -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
      case '1' -> TarEntry.Type.HARD_LINK;
      case '2' -> TarEntry.Type.SYMLINK;
      case '3' -> TarEntry.Type.CHARACTER_DEVICE;
      case '4' -> TarEntry.Type.BLOCK_DEVICE;
      case '5', 'D' -> TarEntry.Type.DIRECTORY;
      case '6' -> TarEntry.Type.FIFO;
      default ->
          throw Malformed.error(
              what,
              "has the entry '"
                  + Malformed.show(name)
                  + "' of the unsupported type '"
                  + Malformed.show(String.valueOf(flag))
                  + "'");
    };
  }

  private static SortedMap<String, byte[]> xattrs(SortedMap<String, byte[]> records) {
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    String prefix = "SCHILY.xattr.";
    records
        .tailMap(prefix)
        .forEach((key, value) -> {
          if (key.startsWith(prefix) && key.length() > prefix.length()) {
            xattrs.put(key.substring(prefix.length()), value);
          }
        });
    return xattrs;
  }

  private static String text(SortedMap<String, byte[]> records, String key, String otherwise) {
    byte[] value = records.get(key);
    return value == null || value.length == 0
        ? otherwise
        : new String(value, StandardCharsets.ISO_8859_1);
  }

  /** A whole or decimal number; what follows the point only makes a negative one smaller. */
  private long number(SortedMap<String, byte[]> records, String key, long otherwise, String name) {
    String text = text(records, key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    boolean negative = text.startsWith("-");
    int at = negative ? 1 : 0;
    long value = 0;
    int digits = 0;
    while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      value = value * 10 + Character.digit(text.charAt(at++), 10);
      digits++;
    }
    boolean fraction = false;
    boolean good = digits > 0 && digits < 18;
    if (at < text.length()) {
      good &= text.charAt(at++) == '.' && key.equals("mtime");
      while (at < text.length()) {
        int digit = Character.digit(text.charAt(at++), 10);
        good &= digit >= 0;
        fraction |= digit > 0;
      }
    }
    if (!good) {
      throw Malformed.error(
          what, "has an unreadable pax " + key + " for '" + Malformed.show(name) + "'");
    }
    return negative ? -value - (fraction ? 1 : 0) : value;
  }

  private long id(long id, String name) {
    if (id < 0 || id > 0xffff_ffffL) {
      throw Malformed.error(
          what, "has the impossible owner " + id + " for '" + Malformed.show(name) + "'");
    }
    return id;
  }

  private long size(long size) {
    if (size < 0 || size > limits.total() - total) {
      throw Malformed.error(
          what,
          size < 0
              ? "has an entry of negative size at byte " + source.position()
              : "holds more than " + limits.total() + " bytes, at byte " + source.position());
    }
    return size;
  }

  private byte[] metadata(TarHeader header) throws IOException {
    long size = size(header.size());
    if (size > limits.metadata()) {
      throw Malformed.error(
          what, "has an extended header of " + size + " bytes at byte " + source.position());
    }
    begin(size, "an extended header");
    byte[] body = source.exactly((int) size, "an extended header");
    content = new MemberStream(source, 0, "an extended header");
    shown = content;
    return body;
  }

  private static String untilNul(byte[] body) {
    int end = 0;
    while (end < body.length && body[end] != 0) {
      end++;
    }
    return new String(body, 0, end, StandardCharsets.ISO_8859_1);
  }

  private void begin(long size, String inside) {
    total += size;
    content = new MemberStream(source, size, inside);
    shown = content;
    padding = -size & (TarHeader.BLOCK - 1);
  }

  private void finishContent() throws IOException {
    content.finish();
    long rest = padding;
    padding = 0;
    source.skip(rest, "the padding of an entry");
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
