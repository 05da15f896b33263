package dev.plinth.deb.apt;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Location;
import dev.plinth.model.PlinthException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the syntax of apt.conf(5) into a tree: {@code Name "value";}, {@code Scope { … };}, lists
 * of bare values, {@code //}, {@code #} and C comments, {@code #clear} and {@code #include}.
 */
final class AptConfParser {
  private static final int MAX_DEPTH = 64;

  /** Reads what {@code #include} names. */
  interface Includer {
    void include(String path);
  }

  private final AptConf conf;
  private final String file;
  private final Includer includer;
  private final Deque<String> scopes = new ArrayDeque<>();
  private final StringBuilder statement = new StringBuilder();
  private String scope = "";
  private int line = 1;

  private AptConfParser(AptConf conf, String file, Includer includer) {
    this.conf = conf;
    this.file = file;
    this.includer = includer;
  }

  static void parse(AptConf conf, String file, String text, Includer includer) {
    new AptConfParser(conf, file, includer).run(text);
  }

  private void run(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        quoted = false; // apt reads lines; a string does not go on in the next one
        space();
      } else if (c == '"') {
        quoted = !quoted;
        statement.append(c);
      } else if (quoted) {
        statement.append(c);
      } else if (text.startsWith("//", i) || (c == '#' && !directive(text, i))) {
        i = endOfLine(text, i) - 1;
      } else if (text.startsWith("/*", i)) {
        i = endOfComment(text, i + 2);
      } else if (c == '{' || c == ';' || c == '}') {
        end(c);
      } else if (c <= ' ') {
        space();
      } else {
        statement.append(c);
      }
    }
    if (!statement.toString().isBlank()) {
      throw bad("the statement at the end of the file has no ';'");
    }
  }

  private void space() {
    if (!statement.isEmpty()) {
      statement.append(' ');
    }
  }

  private static boolean directive(String text, int at) {
    return text.startsWith("#clear", at)
        || text.startsWith("#include", at)
        || text.startsWith("#x-apt-configure-index", at);
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private int endOfComment(String text, int from) {
    int end = text.indexOf("*/", from);
    int stop = end < 0 ? text.length() : end;
    for (int i = from; i < stop; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return end < 0 ? text.length() : end + 1;
  }

  /** A statement ended by {@code ;}, {@code {} or {@code }}. */
  private void end(char by) {
    String words = statement.toString().trim();
    statement.setLength(0);
    if (by == '{') {
      open(words);
      return;
    }
    if (!words.isEmpty()) {
      set(words);
    }
    if (by == '}') {
      scope = scopes.isEmpty() ? "" : scopes.pop();
    }
  }

  private void open(String words) {
    if (words.isEmpty()) {
      throw bad("a block begins without a name");
    }
    if (scopes.size() == MAX_DEPTH) {
      throw bad("blocks are nested deeper than " + MAX_DEPTH);
    }
    Word tag = word(words, 0);
    String value = value(words, tag.end);
    if (tag.text.startsWith("#")) {
      throw bad("a directive takes no block");
    }
    scopes.push(scope);
    scope = scope.isEmpty() ? tag.text : scope + "::" + tag.text;
    if (value != null) {
      conf.set(scope, value);
    }
  }

  private void set(String words) {
    Word tag = word(words, 0);
    String value = value(words, tag.end);
    if (value == null) {
      // A bare value is an item of the list that the scope is; at the top it is for nothing.
      if (!scope.isEmpty()) {
        conf.set(scope + "::", tag.text);
      }
    } else if (!tag.text.startsWith("#")) {
      conf.set(scope.isEmpty() ? tag.text : scope + "::" + tag.text, value);
    } else if (!scope.isEmpty()) {
      throw bad("a directive stands inside a block");
    } else if (tag.text.equals("#clear")) {
      conf.clear(value);
    } else if (tag.text.equals("#include")) {
      includer.include(value);
    } else if (!tag.text.equals("#x-apt-configure-index")) {
      throw bad("the directive '" + tag.text + "' is not known");
    }
  }

  private record Word(String text, int end) {}

  /** One word, quoted or not, with {@code %XX} decoded. */
  private Word word(String words, int from) {
    StringBuilder out = new StringBuilder();
    int i = from;
    boolean quoted = false;
    for (; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        break;
      } else {
        out.append(c);
      }
    }
    if (quoted) {
      throw bad("a quotation mark is missing");
    }
    return new Word(decoded(out), i);
  }

  private static String decoded(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '%' && high >= 0 && low >= 0) {
        out.append((char) (high << 4 | low));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** What stands after the name: strings, joined as in C, or one word; null where nothing does. */
  private @Nullable String value(String words, int from) {
    String rest = words.substring(from).trim();
    if (rest.isEmpty()) {
      return null;
    }
    if (rest.charAt(0) == '"') {
      return strings(rest);
    }
    Word word = word(rest, 0);
    if (!rest.substring(word.end).isBlank()) {
      throw bad("there is something after the value '" + word.text + "'");
    }
    return word.text;
  }

  /** Strings one after another. */
  private String strings(String text) {
    StringBuilder out = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        out.append(c);
      } else if (c == ' ') {
        if (text.charAt(i - 1) == '"') {
          out.append(' ');
        }
      } else {
        throw bad("there is something after a string");
      }
    }
    if (quoted) {
      throw bad("a quotation mark is missing");
    }
    return out.toString();
  }

  private PlinthException bad(String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        new Location(file, line, 0) + ": " + what,
        "correct this file of the host's apt configuration (apt-config dump shows what apt reads)");
  }
}
