package dev.plinth.evidence.trail;

import dev.plinth.model.Digest;
import dev.plinth.oci.json.JsonText;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that was done to an image.
 *
 * @param number from 1
 * @param time when it was done
 * @param who did it: {@code user@host}
 * @param version of Plinth
 * @param action {@code build}, {@code test}, {@code sign}, …
 * @param details what it used and decided, by name
 * @param previous digest of the entry before; of no bytes for the first
 */
public record TrailEntry(
    int number,
    Instant time,
    String who,
    String version,
    String action,
    SortedMap<String, String> details,
    Digest previous) {
  public TrailEntry {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /** One line of JSON without its end: what the next entry is bound to. */
  byte[] line() {
    ObjectNode node = JsonText.object();
    node.put("number", number);
    node.put("time", time.toString());
    node.put("who", who);
    node.put("version", version);
    node.put("action", action);
    ObjectNode more = node.putObject("details");
    details.forEach(more::put);
    node.put("previous", previous.toString());
    return JsonText.write(node);
  }

  /** The digest of its line. */
  public Digest digest() {
    return Digest.of(line());
  }
}
