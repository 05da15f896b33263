package dev.plinth.vuln.bulk;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.match.Provided;
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
public final class PackageLists implements Lists {
  private final Map<Question, Integer> numbers = new HashMap<>();
  private final List<Question> questions = new ArrayList<>();
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final Map<Contents, Integer> known = new HashMap<>();
  private final List<int[]> distinct = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<Scope, SystemFacts> systems = new HashMap<>();
  private int[] contents = new int[1024];

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
    systems.putIfAbsent(scope, inventory.system());
    Provided provided = new Provided(scope, inventory.items());
    int[] packages = new int[inventory.items().size()];
    int count = 0;
    for (Item item : inventory.items()) {
      if (provided.isJudged(item)) {
        packages[count++] = number(new Question(scope, Subject.of(item.pkg())));
      }
    }
    add(id, Arrays.stream(packages, 0, count).sorted().distinct().toArray());
  }

  /** Adds a list with the packages of one that was added before. */
  public void addSame(String id, int list) {
    add(id, distinct.get(contents[list]));
  }

  /**
   * Adds all of some lists.
   *
   * @param lists stored ones, of which there are none here
   */
  public void addAll(StoredLists lists) {
    int[] here = new int[lists.packages()];
    for (int i = 0; i < here.length; i++) {
      Question question = lists.question(i);
      systems.putIfAbsent(question.scope(), lists.system(i));
      here[i] = number(question);
    }
    for (int list = 0; list < lists.size(); list++) {
      int[] packages = lists.packages(lists.contents(list));
      add(lists.id(list), Arrays.stream(packages).map(i -> here[i]).sorted().toArray());
    }
  }

  /** The list of that id; negative where there is none. */
  public int find(String id) {
    return places.getOrDefault(id, -1);
  }

  /** What was read of the system that a package is of. */
  SystemFacts system(int number) {
    return systems.getOrDefault(questions.get(number).scope(), SystemFacts.NONE);
  }

  /** A list of an id that is there already takes its place. */
  private void add(String id, int[] packages) {
    int same = contentsOf(packages);
    Integer place = places.putIfAbsent(id, ids.size());
    if (place != null) {
      contents[place] = same;
      return;
    }
    if (ids.size() == contents.length) {
      contents = Arrays.copyOf(contents, contents.length * 2);
    }
    contents[ids.size()] = same;
    ids.add(id);
  }

  private int contentsOf(int[] packages) {
    Integer same = known.get(new Contents(packages));
    if (same == null) {
      same = distinct.size();
      known.put(new Contents(packages), same);
      distinct.add(packages);
    }
    return same;
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

  @Override
  public int size() {
    return ids.size();
  }

  @Override
  public int distinct() {
    return distinct.size();
  }

  @Override
  public int packages() {
    return questions.size();
  }

  @Override
  public String id(int list) {
    return ids.get(list);
  }

  @Override
  public int contents(int list) {
    return contents[list];
  }

  @Override
  public int[] packages(int contentsNumber) {
    return distinct.get(contentsNumber);
  }

  @Override
  public List<Integer> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  @Override
  public Question question(int number) {
    return questions.get(number);
  }
}
