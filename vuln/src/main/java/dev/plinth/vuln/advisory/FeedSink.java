package dev.plinth.vuln.advisory;

/** Takes what a feed says, record by record. */
public interface FeedSink {
  /** A record that was read whole. */
  void accept(FeedRecord record);

  /**
   * A record, or a part, that was not read: it must be told, never passed over.
   *
   * @param sentence names the file, the record and what is wrong with it
   */
  void gap(String sentence);

  /**
   * How new the feed says it is, or its newest record; the newest of several calls counts.
   *
   * @param date ISO 8601, a day or a point in time
   */
  void asOf(String date);

  /**
   * That the feed is of a part of an ecosystem, even where it lists nothing of it.
   *
   * @param part in Plinth's notation ({@link Ecosystems#repository})
   */
  void covers(String part);
}
