package dev.plinth.inventory.bill;

import java.util.ArrayList;
import java.util.List;

/** What a bill says of one package, in its own words; what it does not say is empty. */
final class BillEntry {
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

  /** Groups others, as trivy's entries for lock files do. */
  boolean group;

  final List<String> places = new ArrayList<>();

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
            + source.length()
            + layer.length();
    for (String place : places) {
      size += place.length();
    }
    return size;
  }
}
