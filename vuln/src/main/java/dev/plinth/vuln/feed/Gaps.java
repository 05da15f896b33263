package dev.plinth.vuln.feed;

/** How what was not read is told. */
final class Gaps {
  private static final int MAX_ID = 80;

  private Gaps() {}

  static String sentence(String file, String record, String problem) {
    String id = record.length() > MAX_ID ? record.substring(0, MAX_ID) : record;
    return file + ": " + (id.isEmpty() ? "a record" : id) + " was not read: " + problem;
  }
}
