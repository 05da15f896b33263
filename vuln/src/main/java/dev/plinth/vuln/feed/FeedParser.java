package dev.plinth.vuln.feed;

import dev.plinth.vuln.advisory.FeedSink;
import java.io.InputStream;

/** Reads one file of a feed. */
@FunctionalInterface
public interface FeedParser {
  /**
   * Reads all of it as a stream. A record that cannot be read is a gap, and reading goes on.
   *
   * @param in uncompressed; closed afterwards
   * @param file names it in gaps and errors
   * @throws dev.plinth.model.PlinthException {@code BAD_INPUT} where the file as a whole is not
   *     what it should be; what was read before has been handed over
   */
  void parse(InputStream in, String file, FeedSink sink);
}
