package dev.plinth.pipeline.kept;

import dev.plinth.model.CacheDamage;
import dev.plinth.model.Digest;
import dev.plinth.model.WholeFile;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Installing gives the same for the same packages, ids and permissions, whatever the time or the
 * machine. What it gave is kept in a folder, a file each: the outcomes and the tree, and the
 * SHA-256 of all that stands before it, checked at each use. Contents of packages and of the base
 * are not in it.
 */
public final class Installations {
  private static final int MARK = 0x504c4931;
  private static final int HASH = 32;
  private static final int MOST_FILES = 48;

  private final Path folder;

  public Installations(Path folder) {
    this.folder = folder;
  }

  /**
   * All that decides what installing gives.
   *
   * @param version of Plinth, as exact as its build
   * @param base the digest of the image below; empty where there is none
   * @param packages the digests of the request's packages, in its order
   */
  public static Digest key(
      String version, String base, List<Digest> packages, InstallRequest request) {
    StringBuilder text = new StringBuilder(version).append('\n').append(base).append('\n');
    text.append(request.architecture()).append(' ').append(request.keepPackageManager());
    packages.forEach(digest -> text.append('\n').append(digest));
    text.append('\n').append(request.ids().users()).append(request.ids().groups());
    request.allowed().forEach(allowance -> text.append('\n').append(allowance));
    return Digest.of(text.toString());
  }

  /**
   * What was kept under {@code key}; empty where nothing was, or another version kept it.
   *
   * @param request what it was made of
   * @throws dev.plinth.model.PlinthException {@code VERIFICATION} where the file was changed; it is
   *     gone then
   */
  public Optional<Installation> find(Digest key, InstallRequest request) throws IOException {
    Path file = folder.resolve(key.hex());
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // never kept, or another process pruned it just now
    }
    if (bytes.length == 0) {
      return Optional.empty(); // a disk that lost power
    }
    int end = bytes.length - HASH;
    if (end < 0 || !Arrays.equals(bytes, end, bytes.length, hash(bytes, end), 0, HASH)) {
      throw CacheDamage.found("the kept installation " + key.shortHex(), file);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
    if (in.readInt() != MARK) {
      return Optional.empty();
    }
    return Optional.of(read(in, request));
  }

  private static Installation read(DataInputStream in, InstallRequest request) throws IOException {
    List<String> configured = texts(in);
    List<ScriptOutcome> scripts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      scripts.add(new ScriptOutcome(TreeParser.text(in), TreeParser.text(in), effect(in)));
    }
    Ids ids = new Ids(numbers(in), numbers(in));
    return new Installation(new TreeParser(in, request).read(), configured, scripts, ids);
  }

  /** Keeps what installing gave; not what could not be done. */
  public void keep(Digest key, InstallRequest request, Installation installation)
      throws IOException {
    if (installation.scripts().stream().anyMatch(s -> s.effect() instanceof Effect.Unknown)) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MARK);
    texts(out, installation.configured());
    out.writeInt(installation.scripts().size());
    for (ScriptOutcome outcome : installation.scripts()) {
      TreeWriter.text(out, outcome.packageName());
      TreeWriter.text(out, outcome.script());
      effect(out, outcome.effect());
    }
    numbers(out, installation.ids().users());
    numbers(out, installation.ids().groups());
    new TreeWriter(out, request).write(installation.tree());
    byte[] said = bytes.toByteArray();
    out.write(hash(said, said.length));
    WholeFile.write(folder.resolve(key.hex()), bytes.toByteArray());
    prune();
  }

  /** The ones that were used longest ago go. */
  private void prune() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    if (files.size() <= MOST_FILES) {
      return;
    }
    Map<Path, FileTime> used = new HashMap<>();
    for (Path file : files) {
      try {
        used.put(file, Files.getLastModifiedTime(file));
      } catch (NoSuchFileException e) {
        // Another process prunes, too.
      }
    }
    List<Path> oldest =
        used.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .toList();
    for (Path file : oldest.subList(0, Math.max(0, oldest.size() - MOST_FILES))) {
      Files.deleteIfExists(file);
    }
  }

  private static void effect(DataOutputStream out, Effect effect) throws IOException {
    switch (effect) {
      case Effect.NoOp _ -> out.writeByte('n');
      case Effect.Done done -> {
        out.writeByte('d');
        texts(out, done.what());
      }
      case Effect.Omitted omitted -> {
        out.writeByte('o');
        texts(out, omitted.what());
        TreeWriter.text(out, omitted.reason());
      }
      case Effect.Allowed allowed -> {
        out.writeByte('a');
        TreeWriter.text(out, allowed.what());
      }
      case Effect.Unknown _ -> throw new IllegalArgumentException("what is unknown is not kept");
    }
  }

  private static Effect effect(DataInputStream in) throws IOException {
    char kind = (char) in.readByte();
    return switch (kind) {
      case 'n' -> new Effect.NoOp();
      case 'd' -> new Effect.Done(texts(in));
      case 'o' -> new Effect.Omitted(texts(in), TreeParser.text(in));
      case 'a' -> new Effect.Allowed(TreeParser.text(in));
      default -> throw new IOException("no effect " + kind);
    };
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      TreeWriter.text(out, text);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(TreeParser.text(in));
    }
    return texts;
  }

  private static void numbers(DataOutputStream out, SortedMap<String, Integer> numbers)
      throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      TreeWriter.text(out, entry.getKey());
      out.writeInt(entry.getValue());
    }
  }

  private static SortedMap<String, Integer> numbers(DataInputStream in) throws IOException {
    int count = in.readInt();
    SortedMap<String, Integer> numbers = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = TreeParser.text(in);
      numbers.put(name, in.readInt());
    }
    return numbers;
  }

  private static byte[] hash(byte[] bytes, int length) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update(bytes, 0, length);
    return sha256.digest();
  }
}
