package dev.plinth.inventory.bill;

import java.util.ArrayList;
import java.util.List;

/** An operating system as a bill names it, in its own words. */
final class BillSystem {
  String id = "";
  String versionId = "";
  String codename = "";
  String prettyName = "";
  final List<String> idLike = new ArrayList<>();
}
