package dev.plinth.inventory.bill;

import java.util.ArrayList;
import java.util.List;

/** An operating system as a bill names it, in its own words. */
final class BillSystem {
  String id = "";
  String versionId = "";
  String codename = "";
  String prettyName = "";
  String debianVersion = "";
  final List<String> idLike = new ArrayList<>();
  final List<String> contentSets = new ArrayList<>();
  private static final int MOST = 1000;
  private static final int MOST_CHARACTERS = 1 << 17;
  private int kept;

  /** Takes what Plinth writes of a system beside its name. */
  void fact(String name, String value) {
    switch (name) {
      case "plinth:codename" -> codename = value;
      case "plinth:debianVersion" -> debianVersion = value;
      case "plinth:idLike" -> add(value, idLike);
      case "plinth:contentSet" -> add(value, contentSets);
      default -> {}
    }
  }

  private void add(String value, List<String> to) {
    kept += value.length();
    if (to.size() < MOST && kept < MOST_CHARACTERS) {
      to.add(value);
    }
  }
}
