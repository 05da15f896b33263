package dev.plinth.inventory.bill;

import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads tags and values (SPDX 2.3, Annex F): a tag, a colon and a value on each line, except for
 * those between {@code <text>} and {@code </text>}, which may have many lines; lines that begin
 * with a number sign are comments. Longer bills than one GiB do not come here.
 */
final class TagLines {
  private static final int LONGEST_LINE = 1 << 20;
  private static final String BEGIN = "<text>";
  private static final String END = "</text>";
  private static final int LONGEST_TAG = 64;

  /** What a bill begins with that is none by accident. */
  private static final Pattern FIRST =
      Pattern.compile(
          "\\s*+(#[^\\n]*+\\n\\s*+)*+(SPDXVersion|DataLicense|SPDXID|DocumentName|DocumentNamespace)"
              + "[ \\t]*+:[^\\x00]*+",
          Pattern.DOTALL);

  private final InputStream in;
  private final String what;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int until;

  /** The current line, as far as it does not lie in the buffer. */
  private final ByteArrayOutputStream before = new ByteArrayOutputStream();

  private String text = "";
  private String tag = "";
  private String value = "";
  private int line;
  private int column;

  /**
   * @param in stays open
   * @param what names the bill in errors
   */
  TagLines(InputStream in, String what) {
    this.in = in;
    this.what = what;
  }

  /** Whether a file that begins so is in tags and values. */
  static boolean begin(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return FIRST
        .matcher(text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text)
        .matches();
  }

  String tag() {
    return tag;
  }

  /** Without surrounding space, cut where it is too long; of more lines than one, a single one. */
  String value() {
    return value;
  }

  /** Whether there is another tag; then it is the current one. */
  boolean next() throws IOException {
    while (readLine()) {
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      int start = indent(0);
      if (start == text.length() || text.charAt(start) == '#') {
        continue;
      }
      column = start + 1;
      int colon = text.indexOf(':', start);
      String name = colon < 0 ? "" : text.substring(start, colon).stripTrailing();
      if (!isTag(name)) {
        throw wrong("has a line that is neither a tag with its value nor a comment");
      }
      tag = name;
      value(colon + 1);
      return true;
    }
    return false;
  }

  private void value(int at) throws IOException {
    String rest = text.substring(at).strip();
    column = indent(at) + 1;
    if (!rest.startsWith(BEGIN)) {
      value = BillText.kept(rest);
      return;
    }
    int began = line;
    int place = column;
    StringBuilder all = new StringBuilder();
    String part = rest.substring(BEGIN.length());
    int end = part.indexOf(END);
    while (end < 0) {
      add(part, all);
      if (!readLine()) {
        line = began;
        column = place;
        throw wrong("has a <text> without its end");
      }
      part = text;
      end = part.indexOf(END);
    }
    add(part.substring(0, end), all);
    if (!part.substring(end + END.length()).isBlank()) {
      column = (line == began ? place + BEGIN.length() : 1) + end + END.length();
      throw wrong("has something behind </text>");
    }
    value = BillText.kept(all.toString().strip());
  }

  private static void add(String part, StringBuilder all) {
    int room = BillText.LONGEST - all.length();
    if (room > 0) {
      all.append(all.isEmpty() ? "" : "\n").append(part, 0, Math.min(part.length(), room));
    }
  }

  private static boolean isTag(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST_TAG;
  }

  /** Where the first character from {@code at} on is that is no white space. */
  private int indent(int at) {
    int i = at;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private boolean readLine() throws IOException {
    before.reset();
    boolean any = false;
    while (from < until || fill()) {
      if (!any) {
        any = true;
        line++;
      }
      int end = from;
      while (end < until && buffer[end] != '\n') {
        end++;
      }
      if (end < until) {
        take(end);
        from = end + 1;
        return true;
      }
      before.write(buffer, from, until - from);
      from = until;
      if (before.size() > LONGEST_LINE) {
        column = LONGEST_LINE;
        throw wrong("has a line of more than " + LONGEST_LINE + " bytes");
      }
    }
    take(from);
    return any;
  }

  private boolean fill() throws IOException {
    from = 0;
    until = Math.max(0, in.read(buffer));
    return until > 0;
  }

  /** Makes what was read before and what is in the buffer up to {@code end} the current line. */
  private void take(int end) {
    String all;
    if (before.size() == 0) {
      all = new String(buffer, from, end - from, StandardCharsets.UTF_8);
    } else {
      before.write(buffer, from, end - from);
      all = before.toString(StandardCharsets.UTF_8);
    }
    text = all.endsWith("\r") ? all.substring(0, all.length() - 1) : all;
  }

  /** An error at the current place, without quoting what is there. */
  PlinthException wrong(String problem) {
    return BillJson.bad(
        what + " " + problem + ": line " + line + ", column " + column,
        "have it made again; JSON is the form that every maker of bills writes",
        null);
  }
}
