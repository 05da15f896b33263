package dev.plinth.generate;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads ASN.1 in DER (X.690) within the bytes it was given: definite lengths, tags below 31.
 *
 * @param tag identifier octet
 * @param bytes that hold the value
 * @param start of the whole element
 * @param from of its content
 * @param to behind its content
 */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes, never compared
record Der(int tag, byte[] bytes, int start, int from, int to) {
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  private static final int MOST_CHILDREN = 10_000;

  /** What was read is not DER. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The one element that {@code bytes} consist of. */
  static Der of(byte[] bytes) throws Malformed {
    Der element = at(bytes, 0, bytes.length);
    if (element.to != bytes.length) {
      throw new Malformed("there is something behind the element");
    }
    return element;
  }

  private static Der at(byte[] bytes, int start, int end) throws Malformed {
    if (end - start < 2) {
      throw new Malformed("an element ends early");
    }
    int tag = bytes[start] & 0xff;
    if ((tag & 0x1f) == 0x1f) {
      throw new Malformed("a tag is too large");
    }
    int length = bytes[start + 1] & 0xff;
    int from = start + 2;
    if (length >= 0x80) {
      int octets = length - 0x80;
      if (octets < 1 || octets > 4 || end - from < octets) {
        throw new Malformed("a length cannot be read");
      }
      long wide = 0;
      for (int i = 0; i < octets; i++) {
        wide = wide << 8 | (bytes[from++] & 0xff);
      }
      if (wide > Integer.MAX_VALUE) {
        throw new Malformed("a length is too large");
      }
      length = (int) wide;
    }
    if (length > end - from) {
      throw new Malformed("an element ends early");
    }
    return new Der(tag, bytes, start, from, from + length);
  }

  /** The elements inside this one. */
  List<Der> children() throws Malformed {
    List<Der> children = new ArrayList<>();
    for (int at = from; at < to; at = children.getLast().to) {
      if (children.size() == MOST_CHILDREN) {
        throw new Malformed("there are too many elements");
      }
      children.add(at(bytes, at, to));
    }
    return children;
  }

  Der expect(int wanted) throws Malformed {
    if (tag != wanted) {
      throw new Malformed("tag " + tag + " stands where " + wanted + " is expected");
    }
    return this;
  }

  byte[] content() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** The element with its tag and length, as it was read. */
  byte[] encoded() {
    return Arrays.copyOfRange(bytes, start, to);
  }

  /** An element made of a tag and its content. */
  static byte[] encode(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
      out.write(0x80 + octets);
      for (int i = octets - 1; i >= 0; i--) {
        out.write(length >>> (8 * i));
      }
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
