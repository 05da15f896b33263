package dev.plinth.vuln.database;

import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.advisory.VulnerabilityFacts;
import java.util.List;

/** The record of one vulnerability. */
final class FactsCodec {
  private FactsCodec() {}

  static Bytes write(VulnerabilityFacts facts, EntryWriter writer) {
    Bytes body = new Bytes(64);
    writer.text(body, facts.id());
    writer.texts(body, facts.aliases());
    writer.ratings(body, facts.ratings());
    Exploitation known = facts.exploitation();
    writer.text(body, known.exploitedSince());
    body.put(known.ransomware() ? 1 : 0);
    body.fixed32(Float.floatToIntBits((float) known.epss()));
    body.fixed32(Float.floatToIntBits((float) known.percentile()));
    writer.text(body, known.ssvc());
    writer.text(body, facts.published());
    return body;
  }

  /** The facts, where the record is of that id; null where it is of another. */
  static @org.jspecify.annotations.Nullable VulnerabilityFacts read(Cursor in, String id) {
    if (!in.text().equals(id)) {
      return null;
    }
    List<String> aliases = in.list();
    List<Rating> ratings = in.ratings();
    String since = in.text();
    boolean ransomware = in.octet() == 1;
    double epss = decimal(in.fixed32());
    double percentile = decimal(in.fixed32());
    Exploitation known = new Exploitation(since, ransomware, epss, percentile, in.text());
    return new VulnerabilityFacts(id, aliases, ratings, known, in.text());
  }

  /** The shortest decimal of the float, not its binary neighbour as a double. */
  private static double decimal(int bits) {
    return Double.parseDouble(Float.toString(Float.intBitsToFloat(bits)));
  }
}
