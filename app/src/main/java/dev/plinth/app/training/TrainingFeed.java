package dev.plinth.app.training;

import java.io.IOException;
import java.util.List;

/** Advisories as Debian's tracker has them, about the packages of the training archive. */
public final class TrainingFeed {
  private static final int EACH = 20;

  private static final List<String> STATUSES =
      List.of(
          "\"status\":\"resolved\",\"fixed_version\":\"99\"",
          "\"status\":\"resolved\",\"fixed_version\":\"0.9-1+deb13u1\"",
          "\"status\":\"resolved\",\"fixed_version\":\"0\"",
          "\"status\":\"open\",\"nodsa\":\"Minor issue\",\"nodsa_reason\":\"postponed\"",
          "\"status\":\"open\"");

  private TrainingFeed() {}

  /** A JSON document. */
  public static String tracker() throws IOException {
    StringBuilder text = new StringBuilder("{");
    int number = 10_000;
    for (TrainingDeb deb : TrainingPackages.all()) {
      text.append(text.length() == 1 ? "" : ",");
      text.append('"').append(deb.name()).append("\":{");
      for (int i = 0; i < EACH; i++) {
        text.append(i == 0 ? "" : ",");
        text.append("\"CVE-2025-").append(number++).append("\":{\"description\":\"An error\",");
        text.append("\"releases\":{\"trixie\":{").append(STATUSES.get(i % STATUSES.size()));
        text.append(",\"urgency\":\"").append(i % 3 == 0 ? "medium" : "not yet assigned");
        text.append("\"}}}");
      }
      text.append('}');
    }
    return text.append('}').toString();
  }
}
