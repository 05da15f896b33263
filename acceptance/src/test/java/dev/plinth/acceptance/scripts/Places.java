package dev.plinth.acceptance.scripts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a script before which a command may stand: not within quotes, here-documents or a
 * command that goes on, and not where only the patterns of a {@code case} stand. It reads lines,
 * not grammar, on purpose: it is to find what the parser under test does not.
 */
final class Places {
  private static final Pattern DOCUMENT = Pattern.compile("<<-?\\s*[\\\\'\"]?([A-Za-z_]+)");
  private static final Pattern OPENS =
      Pattern.compile("(^|[;&|({]|\\s)(then|do|else|\\{)\\s*$|^\\S+\\s*\\(\\)\\s*\\{\\s*$");
  private static final Pattern PLAIN = Pattern.compile("^\\s*[a-z_.][A-Za-z0-9_./-]*( .*)?$");
  private static final Pattern INNER =
      Pattern.compile("^\\s*(then|do|else|elif|fi|done|esac|in)\\b.*");

  private final String[] lines;

  Places(String[] lines) {
    this.lines = lines;
  }

  /** Indexes from 1 on, so that the first line stays the first; the end is always among them. */
  List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    String until = "";
    char quote = 0;
    boolean goesOn = false;
    int depth = 0;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      boolean free = until.isEmpty() && quote == 0 && !goesOn && depth == 0;
      boolean opened = i > 0 && OPENS.matcher(lines[i - 1]).find();
      boolean command = PLAIN.matcher(line).matches() && !INNER.matcher(line).matches();
      if (i > 0 && free && (opened || (command && !line.contains(")")))) {
        all.add(i);
      }
      if (!until.isEmpty()) {
        until = line.strip().equals(until) ? "" : until;
        continue;
      }
      quote = quoteAfter(line, quote);
      depth += count(line, "$(") + count(line, "`") % 2;
      depth = quote == 0 && !line.contains("$(") && line.contains(")") ? 0 : depth;
      depth = line.contains("$(") && line.indexOf(')', line.indexOf("$(")) > 0 ? 0 : depth;
      String end = line.stripTrailing();
      boolean joined = end.endsWith("\\") || end.endsWith("|") || end.endsWith("&&");
      goesOn = joined || (goesOn && end.strip().startsWith("#"));
      Matcher document = DOCUMENT.matcher(line);
      if (quote == 0 && document.find()) {
        until = document.group(1);
      }
    }
    if (quote == 0 && until.isEmpty()) {
      all.add(lines.length);
    }
    if (all.isEmpty()) {
      all.add(Math.min(1, lines.length));
    }
    return all;
  }

  private static int count(String line, String what) {
    return line.split(Pattern.quote(what), -1).length - 1;
  }

  private static char quoteAfter(String line, char before) {
    char quote = before;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '#' && (i == 0 || line.charAt(i - 1) == ' ')) {
        break;
      }
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return quote;
  }
}
