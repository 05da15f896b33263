package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.ByteSource;
import dev.plinth.inventory.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over a program: Go's header at every 16th byte, texts of runtimes, the unloaded end. */
final class ProgramScan {
  private static final int BLOCK = 1 << 16;
  private static final int ALIGNMENT = 16;
  private static final int MOST_HEADERS = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] RUST = (RustAudit.SECTION + "\0").getBytes(StandardCharsets.US_ASCII);
  private static final long MAGIC = (long) LONG.get(GoBuildInfo.MAGIC, 0);

  private InputStream rest;
  private final long loadedEnd;

  /** Whether the tail lacks the section headers: patchelf puts segments behind them. */
  private final boolean sectionsEarly;

  private boolean rustNamed;
  private final Spool tail;
  private final @Nullable RuntimeStrings runtime;
  private final byte[] block = new byte[BLOCK + RuntimeStrings.OVERLAP];
  private @Nullable GoBuildInfo go;
  private boolean pointers;
  private boolean tailWhole = true;
  private int headers;

  /**
   * @param rest what follows the first bytes
   * @param header what is not loaded into memory by it is kept in {@code tail}
   */
  ProgramScan(InputStream rest, ElfHeader header, Spool tail, @Nullable RuntimeStrings runtime) {
    this.rest = rest;
    this.loadedEnd = header.loadedEnd();
    this.sectionsEarly = header.sections() > 0 && header.sections() < header.loadedEnd();
    this.tail = tail;
    this.runtime = runtime;
  }

  Optional<GoBuildInfo> go() {
    return Optional.ofNullable(go);
  }

  /** Whether it is a program of Go that points to its texts. */
  boolean needsWhole() {
    return pointers;
  }

  /** Whether there seems to be a list of Rust crates whose section the tail does not tell. */
  boolean namesRustEarly() {
    return rustNamed;
  }

  boolean isTailWhole() {
    return tailWhole;
  }

  void run(byte[] head, int filled) throws IOException {
    // Blocks begin at multiples of 16 of the file, behind some bytes of the block before.
    int overlap = RuntimeStrings.OVERLAP;
    System.arraycopy(head, 0, block, overlap, filled);
    long at = 0;
    int length = filled + rest.readNBytes(block, overlap + filled, BLOCK - filled);
    while (length > 0) {
      keepTail(at, length);
      if (runtime != null) {
        runtime.look(block, overlap + length);
      }
      if (sectionsEarly && go == null && !rustNamed) {
        rustNamed = holdsRust(overlap + length);
      }
      if (go == null && headers < MOST_HEADERS) {
        searchGo(overlap, length);
      }
      System.arraycopy(block, overlap + length - Math.min(length, overlap), block, 0, overlap);
      at += length;
      length = length < BLOCK ? 0 : rest.readNBytes(block, overlap, BLOCK);
    }
  }

  private void keepTail(long at, int length) throws IOException {
    long from = Math.max(0, loadedEnd - at);
    if (from < length && tailWhole) {
      int overlap = RuntimeStrings.OVERLAP;
      tailWhole =
          tail.take(new ByteArrayInputStream(block, overlap + (int) from, length - (int) from));
    }
  }

  private boolean holdsRust(int end) {
    for (int i = 0; i + RUST.length <= end; i++) {
      if (block[i] == '.' && Arrays.equals(block, i, i + RUST.length, RUST, 0, RUST.length)) {
        return true;
      }
    }
    return false;
  }

  private void searchGo(int offset, int length) throws IOException {
    for (int i = offset; i + ALIGNMENT <= offset + length; i += ALIGNMENT) {
      if ((long) LONG.get(block, i) == MAGIC && matches(block, i) && ++headers <= MOST_HEADERS) {
        if (header(i, offset + length)) {
          return;
        }
      }
    }
  }

  private static boolean matches(byte[] bytes, int at) {
    byte[] magic = GoBuildInfo.MAGIC;
    return Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
  }

  /** Reads a header and what follows it; what that takes of the stream is put back. */
  private boolean header(int from, int end) throws IOException {
    byte[] here = Arrays.copyOfRange(block, from, end);
    if (here.length < GoBuildInfo.HEADER && here.length < ALIGNMENT) {
      return false;
    }
    if (!GoBuildInfo.isInline(here)) {
      pointers = true;
      return false;
    }
    Recorded behind = new Recorded(rest);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(here), behind);
    Optional<GoBuildInfo> found = Optional.empty();
    if (all.readNBytes(GoBuildInfo.HEADER).length == GoBuildInfo.HEADER) {
      found = GoBuildInfo.inline(all);
    }
    rest = new SequenceInputStream(new ByteArrayInputStream(behind.taken.toByteArray()), rest);
    found.ifPresent(info -> go = info);
    return found.isPresent();
  }

  /** The build info of a whole program that points to its texts. */
  static Optional<GoBuildInfo> pointed(ElfHeader header, ByteSource file) throws IOException {
    ElfMemory memory = new ElfMemory(header, file);
    byte[] block = new byte[BLOCK];
    int headers = 0;
    for (long at = 0; at + GoBuildInfo.HEADER <= file.size(); at += BLOCK) {
      int length = file.stream(at, BLOCK).readNBytes(block, 0, BLOCK);
      for (int i = 0; i + ALIGNMENT <= length; i += ALIGNMENT) {
        if ((long) LONG.get(block, i) == MAGIC && matches(block, i) && ++headers <= MOST_HEADERS) {
          byte[] raw = file.exactly(at + i, GoBuildInfo.HEADER);
          Optional<GoBuildInfo> go =
              GoBuildInfo.isInline(raw)
                  ? GoBuildInfo.inline(file.stream(at + i + GoBuildInfo.HEADER, Long.MAX_VALUE / 2))
                  : GoBuildInfo.pointed(raw, memory);
          if (go.isPresent()) {
            return go;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Remembers what was taken of a stream. */
  private static final class Recorded extends FilterInputStream {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    Recorded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        taken.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      if (n > 0) {
        taken.write(buffer, offset, n);
      }
      return n;
    }
  }
}
