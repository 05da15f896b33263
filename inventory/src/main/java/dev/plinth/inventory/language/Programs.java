package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * ELF programs, which may tell what they were built of: Go's build info, Rust's audit data, the
 * versions of Python and Node. They pass by as streams; only what is not loaded into memory
 * (section headers and notes) is kept, or the whole of a program of Go before 1.18.
 */
public final class Programs implements LanguageReader {
  private static final int HEAD = 4096;
  private static final long LARGEST_TAIL = 512L << 20;
  private static final long LARGEST_WHOLE = 1L << 30;

  private final SpoolFolder spools;

  public Programs(SpoolFolder spools) {
    this.spools = spools;
  }

  @Override
  public boolean wants(String path, int mode, long size) {
    return size >= 64 && ((mode & 0111) != 0 || Texts.name(path).startsWith("libpython"));
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    byte[] magic = content.readNBytes(4);
    if (magic.length < 4 || magic[0] != 0x7f || magic[1] != 'E') {
      return;
    }
    byte[] head = new byte[HEAD];
    System.arraycopy(magic, 0, head, 0, 4);
    int filled = 4 + content.readNBytes(head, 4, HEAD - 4);
    Optional<ElfHeader> header = ElfHeader.parse(java.util.Arrays.copyOf(head, filled));
    if (header.isPresent()) {
      stream(path, header.get(), head, filled, content, found);
    }
  }

  private void stream(
      String path, ElfHeader header, byte[] head, int filled, InputStream rest, Found found)
      throws IOException {
    RuntimeStrings runtime = RuntimeStrings.of(Texts.name(path));
    try (Spool tail = spools.open(LARGEST_TAIL)) {
      ProgramScan scan = new ProgramScan(rest, header, tail, runtime);
      scan.run(head, filled);
      Optional<GoBuildInfo> go = scan.go();
      if (go.isPresent()) {
        go.get().addTo(path, found);
      } else if (scan.needsWhole()) {
        found.again(path);
      }
      if (runtime != null) {
        runtime.addTo(path, found);
      }
      if (scan.namesRustEarly() && go.isEmpty()) {
        found.again(path);
      } else if (scan.isTailWhole()) {
        rust(path, header, tail, header.loadedEnd(), found);
      } else {
        found.gap(path, "was not searched for Rust crates: it holds too much that is not loaded");
      }
    }
  }

  private static void rust(String path, ElfHeader header, Spool bytes, long from, Found found)
      throws IOException {
    Optional<ElfSections.Section> section =
        new ElfSections(header, bytes, from).find(RustAudit.SECTION);
    if (section.isEmpty()) {
      return;
    }
    long at = section.get().offset() - from;
    if (at < 0) {
      found.again(path);
    } else if (section.get().size() > RustAudit.LARGEST) {
      found.gap(path, "has a list of Rust crates that is too large");
    } else {
      try {
        RustAudit.read(path, bytes.stream(at, section.get().size()), found);
      } catch (ZipException | java.io.EOFException e) {
        found.gap(path, "has a damaged list of Rust crates");
      }
    }
  }

  /** Reads a program that {@link Found#again} asked for, from bytes that are kept as a whole. */
  public void readWhole(String path, InputStream content, Found found) throws IOException {
    try (Spool whole = spools.open(LARGEST_WHOLE)) {
      if (!whole.take(content)) {
        found.gap(path, "was not read: it is larger than " + LARGEST_WHOLE + " bytes");
        return;
      }
      byte[] head = whole.exactly(0, (int) Math.min(HEAD, whole.size()));
      Optional<ElfHeader> header = ElfHeader.parse(head);
      if (header.isEmpty()) {
        return;
      }
      Optional<GoBuildInfo> go = ProgramScan.pointed(header.get(), whole);
      if (go.isPresent()) {
        go.get().addTo(path, found);
      }
      rust(path, header.get(), whole, 0, found);
    } catch (java.io.EOFException e) {
      found.gap(path, "is a damaged program");
    }
  }
}
