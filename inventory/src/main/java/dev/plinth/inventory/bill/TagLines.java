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
  private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

  /** What a bill begins with that is none by accident. */
  private static final Pattern FIRST =
      Pattern.compile(
          "\\s*+(#[^\\n]*+\\n\\s*+)*+(SPDXVersion|DataLicense|SPDXID|DocumentName|DocumentNamespace)"
              + "[ \\t]*+:[^\\x00]*+",
          Pattern.DOTALL);

  private final InputStream in;
  private final String what;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private String tag = "";
  private String value = "";
  private int line;
  private int column;

  /**
   * @param in buffered; stays open
   * @param what names the bill in errors
   */
  TagLines(InputStream in, String what) {
    this.in = in;
    this.what = what;
  }

  /** Whether a file that begins so is in tags and values. */
  static boolean begin(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return FIRST.matcher(text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).matches();
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
      String text = text();
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      int start = indent(text);
      if (start == text.length() || text.charAt(start) == '#') {
        continue;
      }
      column = start + 1;
      int colon = text.indexOf(':', start);
      String name = colon < 0 ? "" : text.substring(start, colon).strip();
      if (!TAG.matcher(name).matches()) {
        throw wrong("has a line that is neither a tag with its value nor a comment");
      }
      tag = name;
      value(text, colon + 1);
      return true;
    }
    return false;
  }

  private void value(String text, int from) throws IOException {
    String rest = text.substring(from).strip();
    column = from + 1 + indent(text.substring(from));
    if (!rest.startsWith(BEGIN)) {
      value = BillText.kept(rest);
      return;
    }
    int began = line;
    int at = column;
    StringBuilder all = new StringBuilder();
    String part = rest.substring(BEGIN.length());
    int end = part.indexOf(END);
    while (end < 0) {
      add(part, all);
      if (!readLine()) {
        line = began;
        column = at;
        throw wrong("has a <text> without its end");
      }
      part = text();
      end = part.indexOf(END);
    }
    add(part.substring(0, end), all);
    if (!part.substring(end + END.length()).isBlank()) {
      column = (line == began ? at + BEGIN.length() : 1) + end + END.length();
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

  private static int indent(String text) {
    int i = 0;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private boolean readLine() throws IOException {
    bytes.reset();
    int b = in.read();
    if (b < 0) {
      return false;
    }
    line++;
    while (b >= 0 && b != '\n') {
      bytes.write(b);
      if (bytes.size() > LONGEST_LINE) {
        column = LONGEST_LINE;
        throw wrong("has a line of more than " + LONGEST_LINE + " bytes");
      }
      b = in.read();
    }
    return true;
  }

  private String text() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** An error at the current place, without quoting what is there. */
  PlinthException wrong(String problem) {
    return BillJson.bad(
        what + " " + problem + ": line " + line + ", column " + column,
        "have it made again; JSON is the form that every maker of bills writes",
        null);
  }
}
