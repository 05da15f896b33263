package dev.plinth.inventory.listing;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ListingWriter} wrote; anything else is a {@code BAD_INPUT} error. */
public final class ListingReader {
  private static final EntryKind[] KINDS = EntryKind.values();
  private static final int LONGEST = 1 << 16;

  private final InputStream in;
  private String last = "";

  public ListingReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 15);
  }

  /** The next entry; null at the end. */
  public @Nullable ListedEntry next() throws IOException {
    int kind = in.read();
    if (kind < 0) {
      return null;
    }
    if (kind >= KINDS.length) {
      throw damaged();
    }
    int mode = number();
    int shared = number();
    if (shared > last.length()) {
      throw damaged();
    }
    String path = last.substring(0, shared).concat(text(LONGEST - shared));
    String target = KINDS[kind].isLink() ? text(LONGEST) : "";
    last = path;
    return new ListedEntry(KINDS[kind], mode, path, target);
  }

  private String text(int longest) throws IOException {
    int length = number();
    if (length > longest) {
      throw damaged();
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw damaged();
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private int number() throws IOException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int b = in.read();
      if (b < 0) {
        throw damaged();
      }
      value |= (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw damaged();
  }

  private static PlinthException damaged() {
    return new PlinthException(
        ErrorCode.BAD_INPUT, "a kept listing of a layer is damaged", "let the layer be read again");
  }
}
