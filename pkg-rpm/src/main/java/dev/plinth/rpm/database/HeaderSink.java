package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.rpm.header.HeaderPackage;
import dev.plinth.rpm.header.RpmHeader;

/** Takes the headers that a database holds, as packages. */
final class HeaderSink {
  /** A key that was imported, which rpm keeps like a package. */
  private static final String KEY = "gpg-pubkey";

  private final DatabaseCollector found;

  HeaderSink(DatabaseCollector found) {
    this.found = found;
  }

  /** Takes a header; one that is damaged is a gap. */
  void header(byte[] blob, String where) {
    try {
      var pkg = HeaderPackage.read(RpmHeader.parse(blob, where), found);
      if (!pkg.name().equals(KEY)) {
        found.add(pkg);
      }
    } catch (PlinthException e) {
      gap(e);
    }
  }

  void gap(String what) {
    found.gap(what);
  }

  void gap(PlinthException e) {
    found.gap(String.valueOf(e.getMessage()));
  }

  /** Whether it is no use to go on. */
  boolean isFull() {
    return found.isFull();
  }
}
