package dev.plinth.inventory.source;

import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A root file system in a folder. Links are listed, never followed; other file systems that are
 * mounted in it are not entered. What may not be read is a gap.
 */
final class RootfsFolder implements LayerSource {
  private static final int DEEPEST = 1000;
  private static final long MOST_ENTRIES = 3_000_000;
  private static final int TYPE = 0170000;

  private final Path root;
  private long entries;
  private Object device = "";

  RootfsFolder(Path root) {
    this.root = root;
  }

  @Override
  public String what() {
    return root.toString();
  }

  @Override
  public Optional<Digest> diffId() {
    return Optional.empty();
  }

  @Override
  public void feed(LayerScanner scanner) throws IOException {
    entries = 0;
    device = attributes(root).getOrDefault("dev", "");
    walk(root, "", 0, scanner);
  }

  private void walk(Path folder, String path, int depth, LayerScanner scanner) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        names.add(child.getFileName().toString());
        count(names.size());
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      scanner.gap(shown(path) + " cannot be listed: " + e.getMessage());
      return;
    }
    Collections.sort(names);
    for (String name : names) {
      String raw = RawPath.ofText(name);
      child(folder.resolve(name), path.isEmpty() ? raw : path + "/" + raw, depth, scanner);
    }
  }

  private void child(Path file, String path, int depth, LayerScanner scanner) throws IOException {
    count(0);
    entries++;
    Map<String, Object> attributes;
    try {
      attributes = attributes(file);
    } catch (IOException e) {
      scanner.gap(shown(path) + " cannot be read: " + e.getMessage());
      return;
    }
    int mode = (int) attributes.getOrDefault("mode", 0);
    long size = (long) attributes.getOrDefault("size", 0L);
    int permissions = mode & 07777;
    switch (mode & TYPE) {
      case 0040000 -> {
        entry(scanner, new ListedEntry(EntryKind.DIRECTORY, permissions, path, ""));
        if (!attributes.getOrDefault("dev", "").equals(device)) {
          scanner.gap(shown(path) + " was not read: another file system is mounted there");
        } else if (depth == DEEPEST) {
          scanner.gap(shown(path) + " was not read: it is too deep");
        } else {
          walk(file, path, depth + 1, scanner);
        }
      }
      case 0120000 -> {
        String target = RawPath.ofText(Files.readSymbolicLink(file).toString());
        entry(scanner, new ListedEntry(EntryKind.SYMLINK, permissions, path, target));
      }
      case 0100000 ->
          file(file, size, new ListedEntry(EntryKind.FILE, permissions, path, ""), scanner);
      default -> entry(scanner, new ListedEntry(EntryKind.SPECIAL, permissions, path, ""));
    }
  }

  private static void entry(LayerScanner scanner, ListedEntry entry) throws IOException {
    scanner.entry(entry, 0, InputStream.nullInputStream());
  }

  private static void file(Path file, long size, ListedEntry entry, LayerScanner scanner)
      throws IOException {
    try (InputStream in = new LazyFile(file)) {
      scanner.entry(entry, size, in);
    } catch (UnreadableException e) {
      scanner.gap(shown(entry.path()) + " cannot be read: " + e.getMessage());
    }
  }

  private void count(int more) {
    if (entries + more > MOST_ENTRIES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          root + " has more than " + MOST_ENTRIES + " entries",
          "give the folder of one root file system");
    }
  }

  private static Map<String, Object> attributes(Path file) throws IOException {
    return Files.readAttributes(file, "unix:mode,size,dev", LinkOption.NOFOLLOW_LINKS);
  }

  private static String shown(String path) {
    return path.isEmpty() ? "the folder" : RawPath.toText(path);
  }

  /** A file of the folder, not of our own, cannot be read. */
  private static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Most files are not looked into: this one is opened when it is. */
  private static final class LazyFile extends InputStream {
    private final Path file;
    private InputStream in = InputStream.nullInputStream();
    private boolean open;

    LazyFile(Path file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        if (!open) {
          in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
          open = true;
        }
        return in.read(target, offset, length);
      } catch (IOException e) {
        throw new UnreadableException(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
