package dev.plinth.vuln.database;

import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.advisory.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads the record of one package. */
final class EntryReader {
  /** What a record says of its advisory by number. */
  private final IntFunction<AdvisoryHead> advisories;

  EntryReader(IntFunction<AdvisoryHead> advisories) {
    this.advisories = advisories;
  }

  /** The entries, where the record is of that package; null where it is of another. */
  @org.jspecify.annotations.Nullable
  List<Entry> read(Cursor in, String ecosystem, String name) {
    if (!in.text().equals(ecosystem) || !in.text().equals(name)) {
      return null;
    }
    int count = in.count();
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      AdvisoryHead head = advisories.apply(in.number());
      entries.add(
          new Entry(
              head.id(),
              head.feed(),
              head.vulnerabilities(),
              about(in, ecosystem, name),
              head.ratings()));
    }
    return entries;
  }

  private static AffectedPackage about(Cursor in, String ecosystem, String name) {
    int flags = in.octet();
    String product = in.text();
    String module = in.text();
    String note = in.text();
    int ranges = in.count();
    List<VersionRange> list = new ArrayList<>(ranges);
    for (int i = 0; i < ranges; i++) {
      list.add(new VersionRange(in.text(), in.text(), in.text()));
    }
    return new AffectedPackage(
        ecosystem,
        product,
        name,
        (flags & 1) != 0,
        Codes.word(Codes.STATUSES, flags >> 1),
        list,
        in.list(),
        module,
        in.list(),
        in.ratings(),
        note);
  }
}
