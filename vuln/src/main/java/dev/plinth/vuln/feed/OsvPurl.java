package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.AffectedPackage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an advisory's package URL and summary say of architecture and module. */
final class OsvPurl {
  /** {@code Important: nodejs:18 security update}; two modules may stand there. */
  private static final Pattern MODULE =
      Pattern.compile("(?<![\\w.:/-])([a-z][\\w.+-]*):([A-Za-z0-9][\\w.+-]*)(?![\\w:/])");

  private static final int MAX_SUMMARY = 1000;

  private OsvPurl() {}

  /** A qualifier's value; empty where it is not there. */
  static String qualifier(String purl, String key) {
    int question = purl.indexOf('?');
    if (question < 0) {
      return "";
    }
    int end = purl.indexOf('#', question);
    for (String pair : purl.substring(question + 1, end < 0 ? purl.length() : end).split("&")) {
      if (pair.startsWith(key + "=")) {
        return decode(pair.substring(key.length() + 1));
      }
    }
    return "";
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /**
   * The modules of a fix, separated by spaces; empty where its version is of no module.
   *
   * @param fixed the fixed versions
   */
  static String module(String purl, String summary, String fixed) {
    String named = qualifier(purl, "rpmmod");
    if (!named.isEmpty()) {
      return stream(named);
    }
    if (!fixed.contains(".module")) {
      return "";
    }
    StringJoiner streams = new StringJoiner(" ");
    if (summary.length() <= MAX_SUMMARY) {
      Matcher m = MODULE.matcher(summary);
      while (m.find()) {
        streams.add(m.group());
      }
    }
    return streams.length() == 0 ? AffectedPackage.UNNAMED_MODULE : streams.toString();
  }

  /** {@code name:stream} of {@code name:stream:version:context}. */
  static String stream(String label) {
    int colon = label.indexOf(':');
    int end = colon < 0 ? -1 : label.indexOf(':', colon + 1);
    return end < 0 ? label : label.substring(0, end);
  }
}
