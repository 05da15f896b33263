package dev.plinth.oci.source;

import dev.plinth.archive.CompressionFormat;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarLimits;
import dev.plinth.archive.TarReader;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tar archive whose members are found by name, as the folder that it would be unpacked into, but
 * never unpacked. A compressed one is first unpacked to an unnamed file.
 */
final class ArchiveFile implements Closeable {
  private static final TarLimits LIMITS = new TarLimits(100_000, 256L << 30, 1 << 20);
  private static final int MAX_LINKS = 8;

  /** Where the content of a member lies in the archive. */
  record Region(long offset, long size) {}

  private record Member(Region region, String target) {}

  private final String where;
  private final FileChannel channel;
  private final Map<String, Member> members = new HashMap<>();

  private ArchiveFile(String where, FileChannel channel) {
    this.where = where;
    this.channel = channel;
  }

  static ArchiveFile open(Path file) throws IOException {
    String where = file.toString();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      if (format(channel) != CompressionFormat.NONE) {
        channel = unpacked(channel, where);
      }
      ArchiveFile archive = new ArchiveFile(where, channel);
      archive.list();
      return archive;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static CompressionFormat format(FileChannel channel) throws IOException {
    return CompressionFormat.of(new Slice(channel, new Region(0, channel.size())).readNBytes(16));
  }

  private static FileChannel unpacked(FileChannel compressed, String where) throws IOException {
    Path temporary = Files.createTempFile("plinth-", ".tar");
    try (compressed;
        InputStream in =
            Decompression.open(
                new Slice(compressed, new Region(0, compressed.size())),
                where,
                DecompressionLimits.DEFAULT)) {
      FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      try {
        in.transferTo(Channels.newOutputStream(channel));
        return channel;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void list() throws IOException {
    InputStream all = new Slice(channel, new Region(0, channel.size()));
    try (TarReader reader = new TarReader(all, where, LIMITS)) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarEntry entry = next.get();
        String target =
            switch (entry.type()) {
              case FILE -> "";
              case HARD_LINK -> normal(entry.linkName());
              case SYMLINK -> normal(parent(entry.name()) + entry.linkName());
              default -> null;
            };
        if (target != null) {
          put(normal(entry.name()), new Region(entry.offset(), entry.size()), target);
        }
      }
    }
  }

  /** Unpacking would keep the last of two, other readers take the first. */
  private void put(String name, Region region, String target) {
    if (members.putIfAbsent(name, new Member(region, target)) != null) {
      throw malformed("has a member twice: '" + shown(name) + "'");
    }
  }

  private static String parent(String name) {
    String clean = normal(name);
    return clean.substring(0, clean.lastIndexOf('/') + 1);
  }

  /** Without {@code .} and {@code ..}: nothing is outside of the archive. */
  private static String normal(String name) {
    StringBuilder out = new StringBuilder();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        out.setLength(Math.max(0, out.lastIndexOf("/")));
      } else if (!part.isEmpty() && !part.equals(".")) {
        out.append(out.isEmpty() ? "" : "/").append(part);
      }
    }
    return out.toString();
  }

  String where() {
    return where;
  }

  /** The names of all files and links. */
  Set<String> names() {
    return members.keySet();
  }

  /** The file that {@code name} is, links followed; empty where there is none. */
  Optional<Region> find(String name) {
    String at = normal(name);
    for (int hops = 0; hops <= MAX_LINKS; hops++) {
      Member member = members.get(at);
      if (member == null) {
        return Optional.empty();
      }
      if (member.target().isEmpty()) {
        return Optional.of(member.region());
      }
      at = member.target();
    }
    throw malformed("has too long a chain of links at '" + shown(name) + "'");
  }

  InputStream open(Region region) {
    return new Slice(channel, region);
  }

  /** The whole of a small file. */
  Optional<byte[]> read(String name, int maxBytes) throws IOException {
    Optional<Region> region = find(name);
    if (region.isEmpty()) {
      return Optional.empty();
    }
    if (region.get().size() > maxBytes) {
      throw malformed(
          "has "
              + region.get().size()
              + " bytes of "
              + name
              + ", more than the "
              + maxBytes
              + " allowed");
    }
    try (InputStream in = open(region.get())) {
      return Optional.of(in.readAllBytes());
    }
  }

  PlinthException malformed(String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        where + " " + problem,
        "the archive is malformed: get it again from where it was made");
  }

  static String shown(String raw) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(raw.length(), 100); i++) {
      char c = raw.charAt(i);
      out.append(c < ' ' || c > '~' ? '?' : c);
    }
    return out.append(raw.length() > 100 ? "…" : "").toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A part of the file; closing it leaves the file open. */
  private static final class Slice extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    Slice(FileChannel channel, Region region) {
      this.channel = channel;
      this.position = region.offset();
      this.end = region.offset() + region.size();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(length, end - position);
      int n = wanted <= 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
      position += Math.max(0, n);
      return n;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
  }
}
