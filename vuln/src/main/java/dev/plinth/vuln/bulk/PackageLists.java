package dev.plinth.vuln.bulk;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.vuln.match.Scope;
import dev.plinth.vuln.match.Scopes;
import dev.plinth.vuln.match.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Very many lists of packages, each package and each list kept once. Also knows which lists hold a
 * package. Adding is for one thread.
 */
public final class PackageLists {
  private final Map<Question, Integer> numbers = new HashMap<>();
  private final List<Question> questions = new ArrayList<>();
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final Map<Contents, Integer> known = new HashMap<>();
  private final List<int[]> distinct = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private int[] contents = new int[1024];

  /** A package in its distribution. */
  record Question(Scope scope, Subject subject) {}

  /** An array compared by what is in it. */
  private static final class Contents {
    private final int[] packages;

    Contents(int[] packages) {
      this.packages = packages;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Contents c && Arrays.equals(packages, c.packages);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(packages);
    }
  }

  /** Adds an inventory; language packages that the distribution provides are left out. */
  public void add(String id, Inventory inventory) {
    Scope scope = Scopes.of(inventory.system());
    int[] packages = new int[inventory.items().size()];
    int count = 0;
    for (Item item : inventory.items()) {
      boolean provided = !item.pkg().type().isSystem() && item.owner().isPresent();
      if (!provided && item.doubt().isEmpty()) {
        packages[count++] = number(new Question(scope, Subject.of(item.pkg())));
      }
    }
    add(id, Arrays.stream(packages, 0, count).sorted().distinct().toArray());
  }

  /** Adds a list with the packages of one that was added before. */
  public void addSame(String id, int list) {
    add(id, distinct.get(contents[list]));
  }

  private void add(String id, int[] packages) {
    Integer same = known.get(new Contents(packages));
    if (same == null) {
      same = distinct.size();
      known.put(new Contents(packages), same);
      distinct.add(packages);
    }
    if (ids.size() == contents.length) {
      contents = Arrays.copyOf(contents, contents.length * 2);
    }
    contents[ids.size()] = same;
    ids.add(id);
  }

  private int number(Question question) {
    return numbers.computeIfAbsent(
        question,
        q -> {
          int number = questions.size();
          questions.add(q);
          Subject subject = q.subject();
          byName.computeIfAbsent(subject.source(), _ -> new ArrayList<>()).add(number);
          String name = subject.ecosystemName();
          if (!name.isEmpty() && !name.equals(subject.source())) {
            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(number);
          }
          return number;
        });
  }

  /** How many lists. */
  public int size() {
    return ids.size();
  }

  /** How many lists that differ. */
  public int distinct() {
    return distinct.size();
  }

  /** How many packages that differ. */
  public int packages() {
    return questions.size();
  }

  /** The id of a list. */
  public String id(int list) {
    return ids.get(list);
  }

  /** Which of the distinct contents a list has. */
  int contents(int list) {
    return contents[list];
  }

  /** The packages of distinct contents, sorted. */
  int[] packages(int contentsNumber) {
    return distinct.get(contentsNumber);
  }

  /** The packages that advisories may mean by a name: their own or their source's. */
  List<Integer> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  Question question(int number) {
    return questions.get(number);
  }
}
