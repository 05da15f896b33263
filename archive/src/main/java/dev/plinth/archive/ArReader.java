package dev.plinth.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the ar archives that Debian packages are (deb(5)): the common format without the long-name
 * and symbol tables, which no package has and which are refused.
 *
 * <p>What is malformed is a {@code BAD_INPUT} error that names the archive and the place.
 */
public final class ArReader implements Closeable {
  private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 60;

  private final Source source;
  private final String what;
  private final int mostMembers;
  private MemberStream content;
  private long padding;
  private int members;
  private boolean started;

  /**
   * @param in closed with this reader
   * @param what names the archive in errors
   * @param mostMembers more members than this are an error
   */
  public ArReader(InputStream in, String what, int mostMembers) {
    this.source = new Source(in, what);
    this.what = what;
    this.mostMembers = mostMembers;
    this.content = new MemberStream(source, 0, "nothing");
  }

  /** The next member; what was not read of the one before is passed over. Empty at the end. */
  public Optional<ArEntry> next() throws IOException {
    if (!started) {
      started = true;
      byte[] magic = new byte[MAGIC.length];
      if (source.readUpTo(magic) != magic.length || !java.util.Arrays.equals(magic, MAGIC)) {
        throw Malformed.error(what, "is not an ar archive: it does not begin with '!<arch>'");
      }
    }
    content.finish();
    if (padding == 1 && source.read(new byte[1], 0, 1) < 0) {
      return Optional.empty();
    }
    padding = 0;
    long at = source.position();
    byte[] header = new byte[HEADER];
    int n = source.readUpTo(header);
    if (n == 0) {
      return Optional.empty();
    }
    if (n < HEADER) {
      throw source.ended("the header of member " + (members + 1));
    }
    if (++members > mostMembers) {
      throw Malformed.error(what, "has more than " + mostMembers + " members");
    }
    if (header[58] != '`' || header[59] != '\n') {
      throw Malformed.error(what, "has a damaged member header at byte " + at);
    }
    String name = name(field(header, 0, 16), at);
    long mtime = number(field(header, 16, 12), "time", name, at);
    long size = number(field(header, 48, 10), "size", name, at);
    content = new MemberStream(source, size, "member '" + Malformed.show(name) + "'");
    padding = size & 1;
    return Optional.of(new ArEntry(name, mtime, size, source.position()));
  }

  /** The content of the member that {@link #next} gave last; valid until the next call of it. */
  public InputStream content() {
    return content;
  }

  private String name(String field, long at) {
    String name = field.length() > 1 && field.endsWith("/") ? cut(field) : field;
    boolean plain = !name.isEmpty() && !name.startsWith("#1/");
    for (int i = 0; i < name.length(); i++) {
      plain &= name.charAt(i) > ' ' && name.charAt(i) != '/';
    }
    if (!plain) {
      throw Malformed.error(
          what,
          "has a member with the unusable name '" + Malformed.show(field) + "' at byte " + at);
    }
    return name;
  }

  private static String cut(String name) {
    return name.substring(0, name.length() - 1);
  }

  private static String field(byte[] header, int from, int length) {
    int end = from + length;
    while (end > from && header[end - 1] == ' ') {
      end--;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private long number(String field, String kind, String name, long at) {
    long value = 0;
    boolean good = !field.isEmpty();
    for (int i = 0; i < field.length(); i++) {
      int digit = field.charAt(i) - '0';
      good &= digit >= 0 && digit <= 9;
      value = value * 10 + digit;
    }
    if (!good) {
      throw Malformed.error(
          what,
          "has no readable "
              + kind
              + " in the header of member '"
              + Malformed.show(name)
              + "' at byte "
              + at);
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
