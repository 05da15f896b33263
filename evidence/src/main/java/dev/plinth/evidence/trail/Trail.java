package dev.plinth.evidence.trail;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * What was done to an image, oldest first. Each entry holds the digest of the one before, so that
 * none can be changed, left out or put between without the head changing; the head is signed.
 */
public record Trail(List<TrailEntry> entries) {
  /** The type of the in-toto predicate that holds the head. */
  public static final String PREDICATE_TYPE = "https://plinth.dev/evidence/trail/v1";

  /** The type of the artifact. */
  public static final String ARTIFACT_TYPE = "application/vnd.plinth.trail.v1+json";

  /** The type of the record itself: one JSON object a line. */
  public static final String MEDIA_TYPE = "application/vnd.plinth.trail.v1+jsonl";

  /** A trail of more is not read. */
  public static final int MAX_BYTES = 16 << 20;

  public static final Trail EMPTY = new Trail(List.of());

  private static final Digest START = Digest.of(new byte[0]);

  public Trail {
    entries = List.copyOf(entries);
  }

  /** The same with one entry more. */
  public Trail with(
      Instant time, String who, String version, String action, SortedMap<String, String> details) {
    List<TrailEntry> more = new ArrayList<>(entries);
    more.add(new TrailEntry(entries.size() + 1, time, who, version, action, details, head()));
    return new Trail(more);
  }

  /** The digest of the newest entry. */
  public Digest head() {
    return entries.isEmpty() ? START : entries.getLast().digest();
  }

  /** One line an entry. */
  public byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (TrailEntry entry : entries) {
      out.writeBytes(entry.line());
      out.write('\n');
    }
    return out.toByteArray();
  }

  /**
   * Reads a trail and checks its chain.
   *
   * @throws PlinthException {@code VERIFICATION}, naming the entry, where the chain does not hold;
   *     {@code BAD_INPUT} where it is no trail
   */
  public static Trail read(byte[] text) {
    List<TrailEntry> entries = new ArrayList<>();
    Digest previous = START;
    int from = 0;
    while (from < text.length) {
      int end = from;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(text, from, end);
      String what = "entry " + (entries.size() + 1) + " of the trail";
      TrailEntry entry = entry(line, what);
      if (entry.number() != entries.size() + 1) {
        throw broken(what + " has the number " + entry.number());
      }
      if (!entry.previous().equals(previous)) {
        throw broken(what + " does not follow the one before: one of the two was changed");
      }
      if (!Arrays.equals(entry.line(), line)) {
        throw broken(what + " is not written as Plinth writes it");
      }
      entries.add(entry);
      previous = Digest.of(line);
      from = end + 1;
    }
    return new Trail(entries);
  }

  private static TrailEntry entry(byte[] line, String what) {
    Members json = JsonText.readObject(line, what);
    long number = json.size("number");
    Instant time;
    try {
      time = Instant.parse(json.text("time"));
    } catch (DateTimeException e) {
      throw json.problem("time", "is no time");
    }
    return new TrailEntry(
        (int) Math.min(number, Integer.MAX_VALUE),
        time,
        json.text("who"),
        json.text("version"),
        json.text("action"),
        json.textMap("details"),
        json.digest("previous"));
  }

  private static PlinthException broken(String what) {
    return new PlinthException(
        ErrorCode.VERIFICATION, what, "the record was tampered with or damaged: do not rely on it");
  }

  /** The text as it is stored. */
  @Override
  public String toString() {
    return new String(write(), StandardCharsets.UTF_8);
  }
}
