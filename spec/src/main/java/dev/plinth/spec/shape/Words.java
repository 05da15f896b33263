package dev.plinth.spec.shape;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Forms of text in a spec. The pattern is the rule: the reader and the JSON Schema both use it, so
 * it keeps to what Java's and ECMAScript's expressions have in common.
 */
public enum Words {
  ANY("[^\\u0000]*", "a text"),
  SOME("[^\\u0000]*[^\\u0000\\s][^\\u0000]*", "a text that is not blank"),
  NAME("[a-z0-9]+(?:[._-][a-z0-9]+)*", "a name of small letters, digits and single . _ - between"),
  COMPONENT("[a-z0-9][a-z0-9/.-]*", "a component, such as main"),
  SUITE(
      "[A-Za-z0-9][A-Za-z0-9/._~-]*|\\.?/",
      "a suite, such as stable, or the folder of a flat repository, such as deb/ or /"),
  REPOSITORY("(?:https?|file)://?[^\\s]+", "an address that begins with https:, http: or file:"),
  PACKAGE("[a-z0-9][a-z0-9+.-]+", "a package's name"),
  WISH(
      "!?[a-z0-9][a-z0-9+.-]+(?: *= *[A-Za-z0-9][A-Za-z0-9.+~:-]*)?"
          + "(?: *\\| *[a-z0-9][a-z0-9+.-]+(?: *= *[A-Za-z0-9][A-Za-z0-9.+~:-]*)?)*",
      "NAME, NAME=VERSION, !NAME, or alternatives with | between"),
  ACCOUNT("[A-Za-z_][A-Za-z0-9_.-]{0,30}[A-Za-z0-9_$-]?", "the name of a user or group"),
  OWNER(
      "(?:[A-Za-z_][A-Za-z0-9_.$-]{0,31}|[0-9]{1,10})(?::(?:[A-Za-z_][A-Za-z0-9_.$-]{0,31}|[0-9]{1,10}))?",
      "USER or USER:GROUP, names or numbers"),
  MODE("(?:0o)?[0-7]{3,5}", "a mode in octal digits, such as 0755"),
  PATH(
      "/(?:(?!\\.{1,2}(?:/|$))[^/\\u0000-\\u001f\\u007f]+"
          + "(?:/(?!\\.{1,2}(?:/|$))[^/\\u0000-\\u001f\\u007f]+)*)?",
      "an absolute path without . .. // and without a final slash"),
  DESTINATION(
      "/(?:(?!\\.{1,2}(?:/|$))[^/\\u0000-\\u001f\\u007f]+"
          + "(?:/(?!\\.{1,2}(?:/|$))[^/\\u0000-\\u001f\\u007f]+)*/?)?",
      "an absolute path without . .. and //"),
  TARGET("[^\\u0000-\\u001f\\u007f]+", "the target of a link"),
  FILE(
      "[^/\\u0000-\\u001f\\u007f]+(?:/[^/\\u0000-\\u001f\\u007f]+)*/?",
      "the relative name of a file beside the spec"),
  GECOS("[^:\\u0000-\\u001f\\u007f]*", "a text without colons"),
  VARIABLE("[^=\\s\\u0000-\\u001f\\u007f]+", "the name of an environment variable"),
  LABEL("[^\\s\\u0000-\\u001f\\u007f]+", "a label's name without blanks"),
  PORT("[0-9]{1,5}(?:/(?:tcp|udp|sctp))?", "a port, such as 8080 or 53/udp"),
  SIGNAL("SIG[A-Z0-9]+(?:[+-][0-9]{1,2})?|[0-9]{1,2}", "a signal, such as SIGTERM"),
  BASE(
      "[a-z0-9]+(?:[._-][a-z0-9]+)*|sha256:[0-9a-f]{64}",
      "the name of an image in the store, or sha256: and 64 hexadecimal digits"),
  URL(
      "https?://(?:127\\.0\\.0\\.1|localhost)(?::[0-9]{1,5})?(?:/[^\\s]*)?",
      "an address such as http://127.0.0.1:8080/"),
  SCRIPT(
      "preinst|postinst|config|trigger [^\\s\\u0000-\\u001f\\u007f]+",
      "preinst, postinst, config or 'trigger NAME'");

  /** Longest text of any form but {@link #ANY} and {@link #SOME}. */
  public static final int LONGEST = 4096;

  private final String pattern;
  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // the same value, whoever sets it
  private @Nullable Pattern compiled;

  Words(String pattern, String what) {
    this.pattern = pattern;
    this.what = what;
  }

  /** Whether {@code text} as a whole has this form. */
  public boolean match(String text) {
    if (text.length() > longest()) {
      return false;
    }
    Pattern expression = compiled;
    if (expression == null) {
      // Compiled when first needed, so that Plinth starts fast; twice does no harm.
      expression = Pattern.compile("(?:" + pattern + ")");
      compiled = expression;
    }
    return expression.matcher(text).matches();
  }

  /** Most characters of such a text. */
  public int longest() {
    return this == ANY || this == SOME ? 1 << 16 : LONGEST;
  }

  /** For a JSON Schema. */
  public String pattern() {
    return "^(?:" + pattern + ")$";
  }

  /** What it is, for messages. */
  public String what() {
    return what;
  }
}
