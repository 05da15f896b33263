package dev.plinth.deb.file;

import dev.plinth.archive.ArEntry;
import dev.plinth.archive.ArReader;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarLimits;
import dev.plinth.archive.TarReader;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.RawPath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the format of deb(5): {@code debian-binary}, {@code control.tar.*}, {@code data.tar.*}. */
final class DebReader {
  private static final int MOST_MEMBERS = 16;
  private static final int MOST_CONTROL_BYTES = 64 << 20;

  /** The largest packages of Debian have some hundred thousand files; all of them are held. */
  private static final TarLimits DATA_LIMITS = new TarLimits(300_000, 64L << 30, 1 << 20);

  private static final TarLimits CONTROL_LIMITS = new TarLimits(1000, MOST_CONTROL_BYTES, 1 << 20);
  private static final Digest NOTHING = Digest.of("");
  private static final int BUFFER = 1 << 16;

  private final String what;

  private DebReader(String what) {
    this.what = what;
  }

  /**
   * @param what names the package in errors
   * @param data where contents of files are written, one after the other
   */
  static Unpacked read(Path deb, String what, Path data) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(deb), BUFFER);
        ArReader ar = new ArReader(in, what, MOST_MEMBERS)) {
      return new DebReader(what).read(ar, data);
    }
  }

  private Unpacked read(ArReader ar, Path data) throws IOException {
    ArEntry version = ar.next().orElseThrow(() -> bad("is empty"));
    String text = new String(ar.content().readNBytes(16), StandardCharsets.ISO_8859_1);
    if (!version.name().equals("debian-binary") || !text.startsWith("2.")) {
      throw bad("is not a package of format 2");
    }
    long newest = version.mtime();
    @Nullable SortedMap<String, byte[]> control = null;
    for (Optional<ArEntry> next = ar.next(); next.isPresent(); next = ar.next()) {
      ArEntry member = next.get();
      newest = Math.max(newest, member.mtime());
      String name = member.name();
      if (name.startsWith("control.tar")) {
        if (control != null) {
          throw bad("has two control archives");
        }
        control = control(ar.content(), name);
      } else if (name.startsWith("data.tar")) {
        if (control == null) {
          throw bad("has its data before its control archive");
        }
        List<Unpacked.Entry> entries = data(ar.content(), name, data);
        for (Optional<ArEntry> rest = ar.next(); rest.isPresent(); rest = ar.next()) {
          newest = Math.max(newest, rest.get().mtime());
        }
        return new Unpacked(newest, control, entries);
      } else if (!name.startsWith("_")) {
        throw bad("has the member '" + RawPath.toText(name) + "', which no package has");
      }
    }
    throw bad(control == null ? "has no control archive" : "has no data archive");
  }

  private SortedMap<String, byte[]> control(InputStream in, String member) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String where = what + ": " + member;
    try (TarReader tar = new TarReader(Decompression.open(in, where), where, CONTROL_LIMITS)) {
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        String path = RawPath.ofMember(next.get().name(), where);
        String name = path.substring(1);
        switch (next.get().type()) {
          case DIRECTORY -> {
            if (!name.isEmpty()) {
              throw bad("has the folder '" + RawPath.toText(name) + "' in its control archive");
            }
          }
          case FILE -> {
            if (name.contains("/") || files.put(name, tar.content().readAllBytes()) != null) {
              throw bad("has the control file '" + RawPath.toText(name) + "' twice or in a folder");
            }
          }
          default ->
              throw bad(
                  "has '" + RawPath.toText(name) + "' in its control archive, which is no file");
        }
      }
    }
    return files;
  }

  private List<Unpacked.Entry> data(InputStream in, String member, Path data) throws IOException {
    String where = what + ": " + member;
    List<Unpacked.Entry> entries = new ArrayList<>();
    Map<String, Unpacked.Entry> files = new HashMap<>();
    TreeSet<String> seen = new TreeSet<>();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(data), BUFFER);
        TarReader tar = new TarReader(Decompression.open(in, where), where, DATA_LIMITS)) {
      long offset = 0;
      byte[] buffer = new byte[BUFFER];
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        TarEntry entry = next.get();
        String path = RawPath.ofMember(entry.name(), where);
        if (!seen.add(path) && entry.type() != TarEntry.Type.DIRECTORY) {
          throw bad("holds '" + RawPath.toText(path) + "' twice");
        }
        Digest sha256 = NOTHING;
        if (entry.type() == TarEntry.Type.FILE) {
          sha256 = copy(tar.content(), out, buffer);
        }
        Unpacked.Entry unpacked = entry(entry, path, offset, sha256, files, where);
        if (entry.type() == TarEntry.Type.FILE) {
          offset += entry.size();
          files.put(path, unpacked);
        }
        entries.add(unpacked);
      }
    }
    return entries;
  }

  private Unpacked.Entry entry(
      TarEntry entry,
      String path,
      long offset,
      Digest sha256,
      Map<String, Unpacked.Entry> files,
      String where) {
    char kind =
        switch (entry.type()) {
          case DIRECTORY -> 'd';
          case FILE -> 'f';
          case SYMLINK -> 'l';
          case HARD_LINK -> 'h';
          default ->
              throw bad(
                  "holds the "
                      + entry.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                      + " '"
                      + RawPath.toText(path)
                      + "', which no image gets");
        };
    String target = kind == 'h' ? RawPath.ofMember(entry.linkName(), where) : entry.linkName();
    if (entry.uid() > Integer.MAX_VALUE || entry.gid() > Integer.MAX_VALUE) {
      throw bad("gives '" + RawPath.toText(path) + "' an owner that is no id");
    }
    if (kind == 'h') {
      Unpacked.@Nullable Entry file = files.get(target);
      if (file == null) {
        throw bad(
            "has '"
                + RawPath.toText(path)
                + "' as a hard link to '"
                + RawPath.toText(target)
                + "', which is no file before it");
      }
      return new Unpacked.Entry(
          path,
          kind,
          file.mode(),
          file.uid(),
          file.gid(),
          file.mtime(),
          target,
          file.offset(),
          file.size(),
          file.sha256(),
          file.xattrs());
    }
    return new Unpacked.Entry(
        path,
        kind,
        entry.mode(),
        (int) entry.uid(),
        (int) entry.gid(),
        Math.max(0, entry.mtime()),
        target,
        offset,
        entry.size(),
        sha256,
        entry.xattrs());
  }

  private static Digest copy(InputStream in, OutputStream out, byte[] buffer) throws IOException {
    MessageDigest hash = Digest.sha256();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      hash.update(buffer, 0, n);
      out.write(buffer, 0, n);
    }
    return Digest.finish(hash);
  }

  private PlinthException bad(String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " " + problem,
        "the package is damaged or hostile; do not use it");
  }
}
