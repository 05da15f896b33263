package dev.plinth.inventory.bill;

import dev.plinth.inventory.Gaps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What was read of a bill, within bounds. */
final class BillDocument {
  static final int MOST_ENTRIES = 200_000;
  private static final long MOST_CHARACTERS = 48L << 20;
  private static final String NOT_READ = "not read: ";

  /** What keeping any text costs beside its characters. */
  private static final int EACH = 64;

  private static final int MOST_SYSTEMS = 100;
  private static final int MOST_GAPS = 100;
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  final List<BillEntry> entries = new ArrayList<>();
  final List<BillSystem> systems = new ArrayList<>();

  /** Names of the programs that made it, in lower case. */
  final Set<String> tools = new LinkedHashSet<>();

  /** The ids of what it is about. */
  final Set<String> described = new LinkedHashSet<>();

  /** Which package owns the files of which, by their ids. */
  final Map<String, String> owners = new HashMap<>();

  /** The files that say how packages are built, by the packages' ids. */
  final Map<String, String> recipes = new HashMap<>();

  /** The ids of what others are made from. */
  final Set<String> materials = new HashSet<>();

  /** From the bottom, where the bill says so. */
  final Set<String> layers = new LinkedHashSet<>();

  final Gaps gaps = new Gaps(MOST_GAPS);

  /** The formats of which members were found: one, or it is no bill. */
  final Set<String> formats = new LinkedHashSet<>();

  String version = "";
  String digest = "";
  private long characters;

  void add(BillEntry entry) {
    characters += entry.size();
    if (entries.size() >= MOST_ENTRIES || characters > MOST_CHARACTERS) {
      gaps.add("the bill has more packages than are read: those after the first " + entries.size());
      return;
    }
    entries.add(entry);
  }

  /** Whether so many characters more may be kept; then they count as kept. */
  boolean room(long more) {
    boolean room = characters + EACH + more <= MOST_CHARACTERS;
    characters += room ? EACH + more : 0;
    return room;
  }

  /** Takes what SPDX remarks on the document as a whole. */
  void remark(String text) {
    if (text.startsWith(NOT_READ)) {
      gaps.add(text.substring(NOT_READ.length()));
    }
  }

  /** Takes what SPDX says of two elements. */
  void relation(String from, String how, String to, String comment) {
    switch (how) {
      case "DESCRIBES" -> describes(to);
      case "DESCRIBED_BY" -> {
        if (to.equals("SPDXRef-DOCUMENT")) {
          describes(from);
        } else {
          recipe(from, to);
        }
      }
      case "GENERATED_FROM" -> material(to);
      case "OTHER" -> {
        // As syft says whose files a package of a language lies in.
        if (comment.startsWith("ownership-by-file-overlap")) {
          owner(to, from);
        }
      }
      default -> {}
    }
  }

  /** Takes the digest of an image's manifest, where the text is one. */
  void digest(String text) {
    if (DIGEST.matcher(text).matches()) {
      digest = text;
    }
  }

  void add(BillSystem system) {
    if (systems.size() < MOST_SYSTEMS && !system.id.isEmpty()) {
      systems.add(system);
    }
  }

  void layer(String digest) {
    if (room(digest.length())) {
      layers.add(digest);
    }
  }

  void tool(String name) {
    if (tools.size() < MOST_SYSTEMS) {
      tools.add(name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  void owner(String child, String parent) {
    if (owners.size() < MOST_ENTRIES && room(child.length() + parent.length())) {
      owners.putIfAbsent(child, parent);
    }
  }

  private void recipe(String id, String file) {
    if (recipes.size() < MOST_ENTRIES && room(id.length() + file.length())) {
      recipes.putIfAbsent(id, file);
      material(file);
    }
  }

  private void material(String id) {
    if (materials.size() < MOST_ENTRIES && room(id.length())) {
      materials.add(id);
    }
  }

  void describes(String id) {
    if (described.size() < MOST_ENTRIES && room(id.length())) {
      described.add(id);
    }
  }
}
