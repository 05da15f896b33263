package dev.plinth.app.report;

import java.nio.charset.StandardCharsets;

/** HTML as it grows; what came from outside goes through {@link #text}. */
final class HtmlText {
  private final StringBuilder out = new StringBuilder(1 << 14);

  /** Markup of our own. */
  HtmlText raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Anything else: it cannot become markup, and cannot turn the direction of what follows. */
  HtmlText text(String text) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> {
              boolean drives =
                  Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
              out.appendCodePoint(drives || Character.getType(c) == Character.SURROGATE ? '?' : c);
            }
          }
        });
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
