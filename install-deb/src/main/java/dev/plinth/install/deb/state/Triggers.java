package dev.plinth.install.deb.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who is interested in which trigger (deb-triggers(5)), and who is to run because of one. */
public final class Triggers {
  /**
   * A package's interest in a name or a path.
   *
   * @param shown the package as the database names it
   * @param await whether who activates it waits for its processing
   */
  public record Interest(String packageName, String shown, boolean await) {
    String line() {
      return shown + (await ? "" : "/noawait");
    }
  }

  /** A line of a {@code triggers} control file that activates a trigger. */
  public record Activation(String trigger, boolean await) {}

  /**
   * An activation by a script, which counts when the script has ended.
   *
   * @param awaiter package that waits for its processing
   */
  public record Request(String trigger, Optional<String> awaiter) {}

  private record FileInterest(String path, Interest interest) {}

  private final SortedMap<String, List<Interest>> explicit = new TreeMap<>();
  private final List<FileInterest> files = new ArrayList<>();
  private final Map<String, List<Interest>> byPath = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final Deque<String> deferred = new ArrayDeque<>();

  /** Takes in the interests of a package's present version; those of an older one go. */
  public void register(InstalledPackage pkg) {
    forget(pkg.name());
    for (String[] words : directives(pkg)) {
      if (words[0].startsWith("interest")) {
        Interest interest =
            new Interest(pkg.name(), pkg.infoName(), !words[0].endsWith("-noawait"));
        if (words[1].startsWith("/")) {
          addFile(new FileInterest(words[1], interest));
        } else {
          explicit.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(interest);
        }
      }
    }
  }

  private void addFile(FileInterest file) {
    files.add(file);
    byPath.computeIfAbsent(file.path(), _ -> new ArrayList<>()).addFirst(file.interest());
  }

  /** What a package's {@code triggers} file activates whenever it is unpacked or configured. */
  public static List<Activation> activations(InstalledPackage pkg) {
    return directives(pkg).stream()
        .filter(words -> words[0].startsWith("activate"))
        .map(words -> new Activation(words[1], !words[0].endsWith("-noawait")))
        .toList();
  }

  private static List<String[]> directives(InstalledPackage pkg) {
    List<String[]> directives = new ArrayList<>();
    pkg.info("triggers")
        .ifPresent(content -> {
          String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
          for (String line : text.split("\n", -1)) {
            String[] words = line.strip().split("\\s+", 2);
            if (words.length == 2 && !words[0].startsWith("#")) {
              directives.add(words);
            }
          }
        });
    return directives;
  }

  private void forget(String packageName) {
    files.removeIf(file -> file.interest().packageName().equals(packageName));
    byPath.values().forEach(list -> list.removeIf(i -> i.packageName().equals(packageName)));
    explicit.values().forEach(list -> list.removeIf(i -> i.packageName().equals(packageName)));
    explicit.values().removeIf(List::isEmpty);
  }

  /** Told of every package that is to run for a trigger. */
  public interface Listener {
    void activated(Interest interest, String trigger);
  }

  /** Activates a trigger by name; of a path, also those who watch a folder above it. */
  public void activate(String trigger, Listener listener) {
    if (trigger.startsWith("/")) {
      for (String path = trigger; !path.isEmpty(); path = path.substring(0, slash(path))) {
        watched(path, listener);
      }
    } else {
      explicit.getOrDefault(trigger, List.of()).forEach(i -> listener.activated(i, trigger));
    }
  }

  private static int slash(String path) {
    return Math.max(0, path.lastIndexOf('/'));
  }

  /** Activates those who watch this very path: what unpacking a member does. */
  public void watched(String path, Listener listener) {
    if (!byPath.isEmpty()) {
      byPath.getOrDefault(path, List.of()).forEach(i -> listener.activated(i, path));
    }
  }

  public void request(Request request) {
    requests.add(request);
  }

  /** What scripts activated since the last call. */
  public List<Request> takeRequests() {
    List<Request> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  // ---- who is still to run -----------------------------------------------------------------

  /** Enters a package into the queue of those that run at the end, once. */
  public void defer(String packageName) {
    if (!deferred.contains(packageName)) {
      deferred.addLast(packageName);
    }
  }

  public void undefer(String packageName) {
    deferred.remove(packageName);
  }

  public Optional<String> nextDeferred() {
    return Optional.ofNullable(deferred.pollFirst());
  }

  // ---- the database ------------------------------------------------------------------------

  /** The text of {@code triggers/File}; empty where no path is watched. */
  public String fileText() {
    StringBuilder text = new StringBuilder();
    for (FileInterest file : files) {
      text.append(file.path()).append(' ').append(file.interest().line()).append('\n');
    }
    return text.toString();
  }

  /** The texts of {@code triggers/NAME}, by name. */
  public SortedMap<String, String> explicitTexts() {
    SortedMap<String, String> texts = new TreeMap<>();
    explicit.forEach((name, interests) -> {
      StringBuilder text = new StringBuilder();
      interests.forEach(interest -> text.append(interest.line()).append('\n'));
      texts.put(name, text.toString());
    });
    return texts;
  }
}
