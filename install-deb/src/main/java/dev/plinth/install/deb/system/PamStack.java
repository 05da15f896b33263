package dev.plinth.install.deb.system;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the files {@code /etc/pam.d/common-*}, made of a template and the enabled profiles. */
final class PamStack {
  private static final Pattern LINE = Pattern.compile("((\\[[^]]+\\]|\\w+)\\s+\\S+)\\s*(.*)");
  private static final String PRIMARY =
      "# here are the per-package modules (the \"Primary\" block)";
  private static final String FALLBACK = "# here's the fallback if no module succeeds";
  private static final String ADDITIONAL =
      "# and here are more per-package modules (the \"Additional\" block)";
  private static final String END = "# end of pam-auth-update config";

  private final String kind;
  private final String field;

  /**
   * @param kind {@code auth}, {@code account}, {@code password}, {@code session} or {@code
   *     session-noninteractive}
   */
  PamStack(String kind) {
    this.kind = kind;
    this.field = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }

  String kind() {
    return kind;
  }

  /** The file's text. */
  String render(String template, List<PamProfile> enabled) {
    StringBuilder text = new StringBuilder();
    String until = "";
    for (String line : template.split("(?<=\n)", -1)) {
      if (!until.isEmpty() && !line.startsWith(until)) {
        continue;
      }
      until = "";
      text.append(line);
      if (line.startsWith(PRIMARY)) {
        block(text, enabled, "Primary");
        until = FALLBACK;
      } else if (line.startsWith(ADDITIONAL)) {
        block(text, enabled, "Additional");
        until = END;
      }
    }
    return text.toString();
  }

  private void block(StringBuilder text, List<PamProfile> enabled, String type) {
    String module = kind.replace("-noninteractive", "");
    int count = 0;
    boolean first = true;
    StringBuilder lines = new StringBuilder();
    for (PamProfile profile : enabled) {
      if (profile.type(field).equals(type)) {
        String more = profile.lines(field, first);
        first = false;
        if (!more.isEmpty()) {
          lines.append(more).append('\n');
          count += more.split("\n+").length;
        }
      }
    }
    if (type.equals("Primary") && count == 0) {
      text.append(module).append("\t[default=1]\t\t\tpam_permit.so\n");
    }
    count -= type.equals("Additional") ? 1 : 0;
    for (String line : lines.toString().split("\n")) {
      Matcher parts = LINE.matcher(line);
      if (parts.lookingAt()) {
        text.append(module).append('\t');
        text.append(parts.group(1).replace("end", String.valueOf(count)));
        text.append(' ').append(String.join(" ", parts.group(3).split("\\s+"))).append('\n');
        count--;
      }
    }
  }

  /** What is remembered of it, to find changes by hand later. */
  String saved(List<PamProfile> enabled) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (PamProfile profile : enabled) {
      String type = profile.type(field);
      if (!type.isEmpty() && !type.equals("Additional")) {
        entry(text, profile, first);
        first = false;
      }
    }
    if (first) {
      text.append("Module: null\n[default=1]\t\t\tpam_permit.so\n");
    }
    first = true;
    for (PamProfile profile : enabled) {
      String type = profile.type(field);
      if (!type.isEmpty() && !type.equals("Primary")) {
        entry(text, profile, first);
        first = false;
      }
    }
    return text.toString();
  }

  private void entry(StringBuilder text, PamProfile profile, boolean first) {
    String lines = profile.lines(field, first);
    if (!lines.isEmpty()) {
      text.append("Module: ").append(profile.name()).append('\n').append(lines).append('\n');
    }
  }
}
