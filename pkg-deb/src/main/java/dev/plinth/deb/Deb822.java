package dev.plinth.deb;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Control files (deb822(5)): paragraphs of {@code Field: value} with continuation lines. */
public final class Deb822 {
  private static final int MOST_BYTES = 256 << 20;
  private static final int MOST_FIELDS = 1000;

  private Deb822() {}

  /** Reads UTF-8 text. */
  public static List<Paragraph> parse(byte[] bytes, String where) {
    return parse(bytes, StandardCharsets.UTF_8, where);
  }

  /**
   * Reads all paragraphs. Comment lines are left out; a duplicate field, a line without a colon and
   * a continuation without a field are errors, as they are to dpkg.
   *
   * @param where the file's name for errors
   */
  public static List<Paragraph> parse(byte[] bytes, Charset charset, String where) {
    if (bytes.length > MOST_BYTES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          where + " has " + bytes.length + " bytes",
          "it is too large to be true");
    }
    List<Paragraph> paragraphs = new ArrayList<>();
    @Nullable Paragraph paragraph = null;
    String name = "";
    StringBuilder value = new StringBuilder();
    int number = 0;
    String text = new String(bytes, charset);
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      String line = text.substring(from, end);
      from = end + 1;
      number++;
      if (line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      if (line.isBlank()) {
        finish(paragraph, name, value, where, number);
        paragraph = null;
        name = "";
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (name.isEmpty()) {
          throw bad(where, number, "continues no field");
        }
        value.append('\n').append(line, 1, line.length());
      } else if (line.charAt(0) != '#') {
        finish(paragraph, name, value, where, number);
        int colon = line.indexOf(':');
        int space = line.indexOf(' ');
        if (colon <= 0 || (space >= 0 && space < colon)) {
          throw bad(where, number, "is not 'Field: value'");
        }
        if (paragraph == null) {
          paragraph = new Paragraph(number);
          paragraphs.add(paragraph);
        }
        name = line.substring(0, colon);
        // Like dpkg, which cuts white space only where the whole value ends.
        value.append(line.substring(colon + 1).stripLeading());
      }
    }
    finish(paragraph, name, value, where, number);
    return paragraphs;
  }

  private static void finish(
      @Nullable Paragraph paragraph, String name, StringBuilder value, String where, int line) {
    if (paragraph != null && !name.isEmpty()) {
      if (!paragraph.add(name, value.toString().stripTrailing())) {
        throw bad(where, line, "the field " + name + " comes twice");
      }
      if (paragraph.size() > MOST_FIELDS) {
        throw bad(where, line, "has over " + MOST_FIELDS + " fields in one paragraph");
      }
    }
    value.setLength(0);
  }

  private static PlinthException bad(String where, int line, String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, where + ":" + line + ": " + what, "the file is damaged; get it again");
  }
}
