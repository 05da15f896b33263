package dev.plinth.vuln.database;

import dev.plinth.vuln.Rating;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.VersionRange;
import java.util.List;

/** Writes what records are made of; {@link EntryReader} reads it. */
final class EntryWriter {
  /** 10.0 is kept as 101, no score as 0. */
  private static final int TENTHS = 10;

  private final Texts texts;

  EntryWriter(Texts texts) {
    this.texts = texts;
  }

  void text(Bytes out, String text) {
    out.varint(texts.number(text));
  }

  void texts(Bytes out, List<String> list) {
    out.varint(list.size());
    list.forEach(text -> text(out, text));
  }

  /** An entry, without ecosystem and name, which its record has once. */
  void entry(Bytes out, int advisory, AffectedPackage about) {
    out.varint(advisory);
    out.put(Codes.STATUSES.indexOf(about.status()) << 1 | (about.source() ? 1 : 0));
    text(out, about.product());
    text(out, about.module());
    text(out, about.note());
    out.varint(about.ranges().size());
    for (VersionRange range : about.ranges()) {
      text(out, range.introduced());
      text(out, range.fixed());
      text(out, range.lastAffected());
    }
    texts(out, about.versions());
    texts(out, about.architectures());
    ratings(out, about.ratings());
  }

  void ratings(Bytes out, List<Rating> ratings) {
    out.varint(ratings.size());
    for (Rating rating : ratings) {
      out.put(Codes.ORIGINS.indexOf(rating.origin()));
      text(out, rating.source());
      out.put(Codes.SEVERITIES.indexOf(rating.severity()));
      boolean none = Double.isNaN(rating.score());
      out.varint(none ? 0 : Math.round(Math.clamp(rating.score(), 0, TENTHS) * TENTHS) + 1);
      text(out, rating.vector());
    }
  }
}
