package dev.plinth.inventory.bill;

import java.util.ArrayList;
import java.util.List;

/** What a bill says of one package, in its own words; what it does not say is empty. */
final class BillEntry {
  private static final int MOST_PLACES = 50;
  private static final int LONGEST_LICENCE = 16 << 10;

  /** By which the bill's relationships name it. */
  String id = "";

  String name = "";
  String version = "";
  String purl = "";

  /** CycloneDX's type or SPDX's purpose, in lower case with hyphens. */
  String kind = "";

  String vendor = "";
  String supplier = "";
  String licence = "";
  String architecture = "";
  String source = "";
  String sourceVersion = "";
  String module = "";
  String signer = "";
  String layer = "";

  /** Why the maker of the bill concludes nothing of it. */
  String doubt = "";

  /** Is what the bill is about. */
  boolean subject;

  /** Groups others, as trivy's entries for lock files do. */
  boolean group;

  final List<String> places = new ArrayList<>();
  private boolean tooLong;

  /**
   * Takes one of its licences, all of which hold together. Where one may have been cut, or there
   * are too many, none is kept: a part would say less than the whole.
   */
  void licence(String one) {
    tooLong |= one.length() >= BillText.LONGEST || licence.length() > LONGEST_LICENCE;
    if (tooLong) {
      licence = "";
    } else {
      licence += licence.isEmpty() || one.isEmpty() ? one : " AND " + one;
    }
  }

  /** Takes a path where it was found, with or without its first slash. */
  void place(String path) {
    if (places.size() < MOST_PLACES && !path.isBlank()) {
      places.add(path.startsWith("/") ? path.substring(1) : path);
    }
  }

  /** How many characters it keeps. */
  long size() {
    long size =
        64L
            + id.length()
            + name.length()
            + version.length()
            + purl.length()
            + vendor.length()
            + supplier.length()
            + licence.length()
            + architecture.length()
            + module.length()
            + signer.length()
            + doubt.length()
            + source.length()
            + sourceVersion.length()
            + layer.length();
    for (String place : places) {
      size += place.length();
    }
    return size;
  }
}
