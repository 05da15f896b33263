package dev.plinth.vuln.feed;

import dev.plinth.archive.CompressionFormat;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.advisory.FeedSink;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands the files of a feed to its parser: a file, a folder of them (in the order of their names),
 * a zip or tar archive, each compressed or not. Names within archives name gaps and nothing else. A
 * file among several that is not what it should be is a gap.
 */
public final class FeedFiles {
  private static final int MAX_ENTRIES = 5_000_000;
  private static final long MAX_ENTRY = 2L << 30;
  private static final List<String> FILES = List.of(".json", ".jsonl", ".csv");

  private final FeedParser parser;
  private final FeedSink sink;

  private FeedFiles(FeedParser parser, FeedSink sink) {
    this.parser = parser;
    this.sink = sink;
  }

  /**
   * Reads all of a feed.
   *
   * @throws PlinthException {@code NOT_FOUND} where there is nothing there, {@code BAD_INPUT} where
   *     a single file is not what it should be, {@code MACHINE} where it cannot be read
   */
  public static void read(Path place, FeedParser parser, FeedSink sink) {
    FeedFiles files = new FeedFiles(parser, sink);
    try {
      if (Files.isDirectory(place)) {
        files.folder(place);
      } else {
        files.file(place, false);
      }
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no feed at " + place, "give the path of one", e);
    } catch (IOException | UncheckedIOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE, place + " cannot be read", "check its permissions", e);
    }
  }

  private void folder(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file :
          walk.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).sorted().toList()) {
        if (isFeedFile(file.toString())) {
          file(file, true);
        }
      }
    }
  }

  private static boolean isFeedFile(String name) {
    return FILES.stream().anyMatch(end -> name.endsWith(end) || name.contains(end + "."))
        || name.endsWith(".zip")
        || name.contains(".tar");
  }

  private void file(Path file, boolean among) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      if (name.endsWith(".zip")) {
        zip(in, name);
        return;
      }
      InputStream plain = Decompression.open(in, name);
      if (name.contains(".tar")) {
        tar(plain, name);
      } else {
        one(plain, name, among);
      }
    }
  }

  private void zip(InputStream in, String name) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new FromDisk(in))) {
      int count = 0;
      for (ZipEntry entry = next(zip, name); entry != null; entry = next(zip, name)) {
        bound(++count, name);
        if (!entry.isDirectory() && isFeedFile(entry.getName())) {
          one(new Bounded(zip), name + ": " + entry.getName(), true);
        }
      }
    }
  }

  /** The JDK says of an archive that is none whatever comes of reading on. */
  private static @Nullable ZipEntry next(ZipInputStream zip, String name) {
    try {
      return zip.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, name + " is not an acceptable zip archive", "get it again", e);
    }
  }

  private void tar(InputStream in, String name) throws IOException {
    try (TarReader tar = new TarReader(in, name)) {
      int count = 0;
      for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
        bound(++count, name);
        TarEntry found = entry.get();
        if (found.type() == TarEntry.Type.FILE && isFeedFile(found.name())) {
          InputStream plain =
              Decompression.open(
                  new Bounded(tar.content()),
                  CompressionFormat.NONE,
                  found.name(),
                  dev.plinth.archive.DecompressionLimits.DEFAULT);
          one(plain, name + ": " + found.name(), true);
        }
      }
    }
  }

  private void one(InputStream in, String name, boolean among) {
    try {
      parser.parse(in, name, sink);
    } catch (PlinthException e) {
      if (!among || e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
      sink.gap(String.valueOf(e.getMessage()));
    }
  }

  private static void bound(int count, String name) {
    if (count > MAX_ENTRIES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, name + " has more than " + MAX_ENTRIES + " entries", "split it");
    }
  }

  /** Tells a disk that fails from an archive that is none. */
  private static final class FromDisk extends FilterInputStream {
    FromDisk(InputStream in) {
      super(in);
    }

    @Override
    public int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      try {
        return in.read(bytes, from, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One entry of an archive: of bounded size, and closing it leaves the archive open. */
  private static final class Bounded extends FilterInputStream {
    private long left = MAX_ENTRY;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = left > 0 ? super.read() : -1;
      left -= b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left <= 0 && length > 0) {
        return -1;
      }
      int n = super.read(bytes, from, (int) Math.min(length, Math.max(left, 0)));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public void close() {
      // The archive goes on.
    }
  }
}
