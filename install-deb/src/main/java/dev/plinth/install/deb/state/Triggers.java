package dev.plinth.install.deb.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Trigger interests and what is pending (deb-triggers(5)). */
public final class Triggers {
  /** A package's interest in a name or a path. */
  public record Interest(String packageName, boolean await) {}

  private final SortedMap<String, List<Interest>> explicit = new TreeMap<>();
  private final List<Map.Entry<String, Interest>> files = new ArrayList<>();
  private final Map<String, Set<String>> pending = new LinkedHashMap<>();

  /** Reads a package's {@code triggers} control file: its interests. */
  public void interests(String packageName, String text) {
    forget(packageName);
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 2 && words[0].startsWith("interest")) {
        Interest interest = new Interest(packageName, !words[0].endsWith("-noawait"));
        if (words[1].startsWith("/")) {
          files.add(Map.entry(words[1], interest));
        } else {
          explicit.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(interest);
        }
      }
    }
  }

  /** Names that a package's {@code triggers} file activates when it is unpacked or configured. */
  public static List<String> activations(String text) {
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length == 2 && words[0].startsWith("activate"))
        .map(words -> words[1])
        .toList();
  }

  private void forget(String packageName) {
    files.removeIf(entry -> entry.getValue().packageName().equals(packageName));
    explicit.values().forEach(list -> list.removeIf(i -> i.packageName().equals(packageName)));
    explicit.values().removeIf(List::isEmpty);
  }

  /** Something happened at {@code path}: whoever watches it or a folder above it is told. */
  public void touched(String path) {
    for (Map.Entry<String, Interest> entry : files) {
      String watched = entry.getKey();
      if (path.equals(watched) || path.startsWith(watched + "/")) {
        pend(entry.getValue().packageName(), watched);
      }
    }
  }

  /** Activates an explicit trigger; false where nobody is interested. */
  public boolean activate(String name) {
    if (name.startsWith("/")) {
      touched(name);
      return true;
    }
    List<Interest> interests = explicit.getOrDefault(name, List.of());
    interests.forEach(interest -> pend(interest.packageName(), name));
    return !interests.isEmpty();
  }

  private void pend(String packageName, String trigger) {
    pending.computeIfAbsent(packageName, _ -> new LinkedHashSet<>()).add(trigger);
  }

  /** What is pending for a package, taken away: configuring it answers all of that. */
  public List<String> take(String packageName) {
    Set<String> taken = pending.remove(packageName);
    return taken == null ? List.of() : List.copyOf(taken);
  }

  /** Packages with something pending, in the order it came. */
  public List<String> waiting() {
    return List.copyOf(pending.keySet());
  }

  /** The text of {@code triggers/File}. */
  public String fileText() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Interest> entry : files) {
      text.append(entry.getKey()).append(' ').append(interest(entry.getValue())).append('\n');
    }
    return text.toString();
  }

  /** The texts of {@code triggers/NAME}, by name. */
  public SortedMap<String, String> explicitTexts() {
    SortedMap<String, String> texts = new TreeMap<>();
    explicit.forEach((name, interests) -> {
      StringBuilder text = new StringBuilder();
      interests.forEach(i -> text.append(interest(i)).append('\n'));
      texts.put(name, text.toString());
    });
    return texts;
  }

  private static String interest(Interest interest) {
    return interest.packageName() + (interest.await() ? "" : "/noawait");
  }
}
