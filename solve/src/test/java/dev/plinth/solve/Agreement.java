package dev.plinth.solve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the resolver with apt on many requests. */
final class Agreement {
  private final Apt apt;
  private final PackagesIndex index;

  Agreement(Apt apt) {
    this.apt = apt;
    this.index = PackagesIndex.read(apt.indexes());
  }

  PackagesIndex index() {
    return index;
  }

  /** How the two differ; empty where they agree. */
  String difference(List<String> arguments) {
    Apt.Answer theirs = apt.install(arguments);
    Resolution ours = new Resolver().resolve(request(arguments));
    return switch (ours) {
      case Resolution.Unsolvable(Derivation why) ->
          theirs.refused() ? "" : "we refuse, apt does not: " + why;
      case Resolution.Solved solved -> {
        TreeMap<String, String> mine = new TreeMap<>();
        solved.choices().forEach(c -> mine.put(c.pkg().name(), c.pkg().version()));
        if (theirs.refused()) {
          yield "apt refuses, we do not: " + theirs.output();
        }
        yield differ(theirs.installs(), mine);
      }
    };
  }

  static String differ(TreeMap<String, String> theirs, TreeMap<String, String> ours) {
    StringBuilder text = new StringBuilder();
    TreeSet<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    for (String name : names) {
      String a = theirs.getOrDefault(name, "-");
      String b = ours.getOrDefault(name, "-");
      if (!a.equals(b)) {
        text.append(' ')
            .append(name)
            .append(" apt ")
            .append(a)
            .append(" we ")
            .append(b)
            .append(';');
      }
    }
    return text.toString();
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
        wishes, excluded, false, apt.architecture(), List.of(), index, new DebianVersions());
  }

  /** Names of the archive, one in eight of them virtual, by a seed. */
  List<List<String>> draw(long seed, int count) {
    Random random = new Random(seed);
    List<String> real = new ArrayList<>(index.names());
    List<String> virtual = index.virtualNames();
    List<List<String>> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> from = i % 8 == 7 ? virtual : real;
      drawn.add(List.of(from.get(random.nextInt(from.size()))));
    }
    return drawn;
  }

  /**
   * For a quick look: FOLDER ARCHITECTURE SEED COUNT [NAMES-PER-REQUEST] or FOLDER
   * ARCHITECTURE @FILE.
   */
  public static void main(String[] arguments) throws Exception {
    Agreement agreement = new Agreement(new Apt(Path.of(arguments[0]), arguments[1]));
    List<List<String>> requests = new ArrayList<>();
    if (arguments[2].startsWith("@")) {
      for (String line : Files.readAllLines(Path.of(arguments[2].substring(1)))) {
        if (!line.isBlank()) {
          requests.add(List.of(line.strip().split("\\s+")));
        }
      }
    } else {
      int many = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
      List<List<String>> drawn =
          agreement.draw(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]) * many);
      for (int i = 0; i < drawn.size(); i += many) {
        List<String> names = new ArrayList<>();
        drawn.subList(i, i + many).forEach(names::addAll);
        requests.add(names);
      }
    }
    int same = 0;
    for (List<String> request : requests) {
      String difference;
      try {
        difference = agreement.difference(request);
      } catch (RuntimeException | StackOverflowError e) {
        e.printStackTrace();
        difference = e.toString();
      }
      if (difference.isEmpty()) {
        same++;
      } else {
        System.out.println(request + " " + difference);
      }
    }
    System.out.println(same + " of " + requests.size() + " agree");
  }
}
