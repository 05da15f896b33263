package dev.plinth.solve;

import dev.plinth.deb.DebVersions;
import dev.plinth.deb.index.MergedIndex;
import dev.plinth.deb.index.PackagesIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Compares the resolver, over the real indexes, with apt on many requests. */
final class Agreement {
  private final Apt apt;
  private final List<byte[]> files = new ArrayList<>();
  private final MergedIndex index;
  private final List<String> real;
  private final List<String> virtual;

  Agreement(Apt apt) {
    this.apt = apt;
    List<MergedIndex.Part> parts = new ArrayList<>();
    for (Path file : apt.indexes()) {
      try {
        byte[] bytes = Files.readAllBytes(file);
        files.add(bytes);
        PackagesIndex part = new PackagesIndex(bytes, apt.architecture(), Apt.suite(file));
        parts.add(new MergedIndex.Part(part, MergedIndex.DEFAULT));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    this.index = new MergedIndex(parts);
    this.real = List.copyOf(index.names());
    this.virtual = virtualNames();
  }

  MergedIndex index() {
    return index;
  }

  /**
   * What a comparison came to.
   *
   * @param differences the requests on which the two differ, and how
   * @param refused how many of them we refuse
   */
  record Outcome(List<String> differences, int refused) {}

  /** Asks both; apt runs twice at a time. */
  Outcome compare(List<List<String>> requests) {
    List<Apt.Answer> theirs =
        IntStream.range(0, requests.size())
            .parallel()
            .mapToObj(i -> apt.install(requests.get(i)))
            .toList();
    List<String> found = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < requests.size(); i++) {
      Resolution ours = resolve(requests.get(i));
      refused += ours instanceof Resolution.Unsolvable ? 1 : 0;
      String difference = difference(ours, theirs.get(i));
      if (!difference.isEmpty()) {
        found.add(requests.get(i) + ": " + difference);
      }
    }
    return new Outcome(found, refused);
  }

  private static String difference(Resolution resolution, Apt.Answer theirs) {
    return switch (resolution) {
      case Resolution.Unsolvable(Derivation why) ->
          theirs.refused() ? "" : "we refuse, apt does not: " + why;
      case Resolution.Solved solved -> {
        if (theirs.refused()) {
          yield "apt refuses, we do not: " + theirs.output();
        }
        TreeMap<String, String> ours = new TreeMap<>();
        solved.choices().forEach(c -> ours.put(c.pkg().name(), c.pkg().version()));
        yield differ(theirs.installs(), ours);
      }
    };
  }

  private static String differ(TreeMap<String, String> theirs, TreeMap<String, String> ours) {
    StringBuilder text = new StringBuilder();
    TreeSet<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    for (String name : names) {
      String a = theirs.getOrDefault(name, "-");
      String b = ours.getOrDefault(name, "-");
      if (!a.equals(b)) {
        text.append(name).append(" apt ").append(a).append(" we ").append(b).append("; ");
      }
    }
    return text.toString();
  }

  Resolution resolve(List<String> arguments) {
    return new Resolver().resolve(request(arguments));
  }

  /** A request out of apt's arguments: {@code name}, {@code name=version}, {@code name-}. */
  Request request(List<String> arguments) {
    List<Wish> wishes = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        wishes.add(Wish.of(argument.substring(0, equals), argument.substring(equals + 1)));
      } else if (argument.endsWith("-") && index.versions(argument).isEmpty()) {
        excluded.add(argument.substring(0, argument.length() - 1));
      } else {
        wishes.add(Wish.of(argument));
      }
    }
    return new Request(
        wishes, excluded, false, apt.architecture(), List.of(), index, DebVersions.INSTANCE);
  }

  /** Names of the archive, one in eight of them purely virtual, in requests of {@code size}. */
  List<List<String>> draw(long seed, int count, int size) {
    Random random = new Random(seed);
    List<List<String>> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> names = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        List<String> from = (i * size + k) % 8 == 7 ? virtual : real;
        names.add(from.get(random.nextInt(from.size())));
      }
      drawn.add(names);
    }
    return drawn;
  }

  /** A drawn package without one of the packages that apt would install with it. */
  List<List<String>> drawExclusions(long seed, int count) {
    Random random = new Random(seed);
    List<List<String>> drawn = new ArrayList<>();
    for (List<String> one : draw(seed, 4 * count, 1)) {
      if (drawn.size() < count && resolve(one) instanceof Resolution.Solved solved) {
        List<String> names =
            solved.choices().stream()
                .filter(c -> c.reason().kind() != Reason.Kind.REQUESTED)
                .map(c -> c.pkg().name())
                .toList();
        if (!names.isEmpty()) {
          drawn.add(List.of(one.getFirst(), names.get(random.nextInt(names.size())) + "-"));
        }
      }
    }
    return drawn;
  }

  /** Drawn packages of which there are several versions, each asked for by its oldest one. */
  List<List<String>> drawVersions(long seed, int count) {
    Random random = new Random(seed);
    List<String> several =
        new ArrayList<>(real.stream().filter(n -> index.versions(n).size() > 1).toList());
    List<List<String>> drawn = new ArrayList<>();
    for (int i = 0; i < count && !several.isEmpty(); i++) {
      String name = several.remove(random.nextInt(several.size()));
      drawn.add(List.of(name + "=" + index.versions(name).getLast().version()));
    }
    return drawn;
  }

  private List<String> virtualNames() {
    TreeSet<String> names = new TreeSet<>();
    for (byte[] file : files) {
      for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("Provides: ")) {
          for (String one : line.substring(10).split(",")) {
            names.add(one.strip().split("[ (:]")[0]);
          }
        }
      }
    }
    names.removeAll(index.names());
    names.remove("");
    return new ArrayList<>(names);
  }

  /** For a look at single requests: FOLDER ARCHITECTURE SEED COUNT [SIZE], or NAMES… after @. */
  public static void main(String[] arguments) {
    Agreement agreement = new Agreement(new Apt(Path.of(arguments[0]), arguments[1]));
    List<List<String>> requests = new ArrayList<>();
    switch (arguments[2]) {
      case "@" -> requests.add(List.of(arguments).subList(3, arguments.length));
      case "versions" -> requests.addAll(agreement.drawVersions(1, Integer.parseInt(arguments[3])));
      case "exclusions" ->
          requests.addAll(agreement.drawExclusions(1, Integer.parseInt(arguments[3])));
      case "minbase" -> {
        List<String> names = new ArrayList<>(agreement.index.essential());
        names.add("apt");
        requests.add(names);
      }
      default ->
          requests.addAll(
              agreement.draw(
                  Long.parseLong(arguments[2]),
                  Integer.parseInt(arguments[3]),
                  arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1));
    }
    List<String> differences = agreement.compare(requests).differences();
    differences.forEach(System.out::println);
    System.out.println(requests.size() - differences.size() + " of " + requests.size() + " agree");
    if (requests.size() == 1) {
      System.out.println(agreement.resolve(requests.getFirst()));
    }
  }
}
