package dev.plinth.fetch;

import java.io.IOException;

/** Opens what a URI names. The only way out of the process; tests and hosts bring their own. */
@FunctionalInterface
public interface Transport {
  /**
   * Sends one GET. Every status that the other side answers is data; redirects were followed.
   *
   * @return an answer that the caller closes
   * @throws IOException where there is no answer: refused, cut off, timed out, malformed
   */
  Response get(Request request) throws IOException;
}
