package dev.plinth.app.feeds;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of the database: {@code advisories.db}, {@code sources.json} beside it, and {@code
 * files/DIGEST/NAME}, what addresses and artifacts gave. One process at a time changes it.
 */
final class FeedFolder implements AutoCloseable {
  static final String DATABASE = "advisories.db";
  private static final String SOURCES = "sources.json";
  private static final int LONGEST = 64 << 20;

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private FeedFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /** Waits until no other process changes it. */
  static FeedFolder lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new FeedFolder(folder, channel, channel.lock());
    } catch (IOException e) {
      throw broken(folder, e);
    }
  }

  static PlinthException broken(Path folder, IOException e) {
    return new PlinthException(
        ErrorCode.MACHINE,
        "the folder of feeds " + folder + " cannot be used: " + e.getMessage(),
        "check its permissions and the disk, or name another in PLINTH_FEEDS",
        e);
  }

  Path database() {
    return folder.resolve(DATABASE);
  }

  /**
   * What is remembered.
   *
   * @param inputs differs where the database would
   */
  record Memory(List<FeedSource> sources, String inputs) {
    static final Memory NOTHING = new Memory(List.of(), "");

    Memory {
      sources = List.copyOf(sources);
    }

    Optional<FeedSource> source(String place) {
      return sources.stream().filter(source -> source.place().equals(place)).findFirst();
    }
  }

  Memory read() {
    return read(folder);
  }

  /** What is remembered in a folder; nothing where there is none. */
  static Memory read(Path folder) {
    Path file = folder.resolve(SOURCES);
    byte[] bytes;
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException(file + " is too long");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Memory.NOTHING;
    } catch (IOException e) {
      throw broken(folder, e);
    }
    try {
      return parse(JsonText.readObject(bytes, file.toString()));
    } catch (PlinthException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          String.valueOf(e.getMessage()),
          "remove it and name the sources again: plinth feeds update SOURCE…",
          e);
    }
  }

  private static Memory parse(Members json) {
    List<FeedSource> sources = new ArrayList<>();
    for (Members source : json.objects("sources")) {
      List<FeedPiece> pieces = new ArrayList<>();
      for (Members piece : source.objects("pieces")) {
        pieces.add(
            new FeedPiece(
                piece.text("name"),
                piece.textOrEmpty("day"),
                piece.digest("digest"),
                piece.size("size")));
      }
      sources.add(
          new FeedSource(
              source.text("place"),
              source.textOrEmpty("day"),
              source.textOrEmpty("etag"),
              source.textOrEmpty("lastModified"),
              source.textOrEmpty("state"),
              pieces));
    }
    return new Memory(sources, json.textOrEmpty("inputs"));
  }

  void write(Memory memory) {
    ObjectNode json = JsonText.object();
    json.put("inputs", memory.inputs());
    ArrayNode sources = json.putArray("sources");
    for (FeedSource source : memory.sources()) {
      ObjectNode node = sources.addObject();
      node.put("place", source.place());
      put(node, "day", source.day());
      put(node, "etag", source.etag());
      put(node, "lastModified", source.lastModified());
      put(node, "state", source.state());
      ArrayNode pieces = node.putArray("pieces");
      for (FeedPiece piece : source.pieces()) {
        ObjectNode one = pieces.addObject();
        one.put("name", piece.name());
        put(one, "day", piece.day());
        one.put("digest", piece.digest().toString());
        one.put("size", piece.size());
      }
    }
    try {
      WholeFile.write(folder.resolve(SOURCES), JsonText.write(json));
    } catch (IOException e) {
      throw broken(folder, e);
    }
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  /** Where a piece lies, or would lie. */
  Path place(FeedPiece piece) {
    return folder
        .resolve("files")
        .resolve(piece.digest().algorithm() + "-" + piece.digest().hex())
        .resolve(fileName(piece.name()));
  }

  /** Names come from outside: one harmless element of a path. */
  static String fileName(String name) {
    String clean = name.substring(name.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._+~-]", "_");
    String cut = clean.length() <= 100 ? clean : clean.substring(clean.length() - 100);
    return cut.isEmpty() || cut.startsWith(".") ? "feed" + cut : cut;
  }

  /** Whether a piece is there with its bytes. */
  boolean has(FeedPiece piece) {
    Path file = place(piece);
    try {
      return Files.isRegularFile(file)
          && Files.size(file) == piece.size()
          && digest(file).equals(piece.digest());
    } catch (IOException e) {
      return false;
    }
  }

  /** A file to receive something in; it is to be adopted or deleted. */
  Path draft() {
    try {
      return Files.createTempFile(Files.createDirectories(folder.resolve("files")), "", ".part");
    } catch (IOException e) {
      throw broken(folder, e);
    }
  }

  /** Moves a draft to where its piece lies. */
  FeedPiece adopt(Path draft, String name, String day) {
    try {
      FeedPiece piece = new FeedPiece(name, day, digest(draft), Files.size(draft));
      Path place = place(piece);
      Path parent = place.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return piece;
    } catch (IOException e) {
      throw broken(folder, e);
    }
  }

  static Digest digest(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Digest.of(in);
    }
  }

  /** Removes the files of no source. */
  void prune(List<FeedSource> sources) {
    Set<Path> used = new HashSet<>();
    sources.forEach(source -> source.pieces().forEach(piece -> used.add(place(piece).getParent())));
    Path files = folder.resolve("files");
    if (!Files.isDirectory(files)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
      for (Path one : all) {
        if (!used.contains(one)) {
          remove(one);
        }
      }
    } catch (IOException e) {
      throw broken(folder, e);
    }
  }

  private static void remove(Path place) throws IOException {
    if (Files.isDirectory(place, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> inner = Files.newDirectoryStream(place)) {
        for (Path file : inner) {
          Files.delete(file);
        }
      }
    }
    Files.delete(place);
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw broken(folder, e);
    }
  }
}
