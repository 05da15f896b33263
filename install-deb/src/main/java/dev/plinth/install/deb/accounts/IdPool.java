package dev.plinth.install.deb.accounts;

import dev.plinth.pkg.InstallRequest.Ids;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives ids to accounts that have none of their own: the one that an earlier lock has, else the
 * next free one. An id that the lock keeps for another name is not given away.
 */
public final class IdPool {
  private final Kind users;
  private final Kind groups;

  public IdPool(Ids kept) {
    users = new Kind(kept.users());
    groups = new Kind(kept.groups());
  }

  Kind users() {
    return users;
  }

  Kind groups() {
    return groups;
  }

  /** Every id that was given, and those that were kept and not asked for. */
  public Ids given() {
    return new Ids(users.all(), groups.all());
  }

  /** Ids of users, or of groups. */
  static final class Kind {
    private final SortedMap<String, Integer> kept;
    private final SortedMap<String, Integer> given = new TreeMap<>();

    Kind(SortedMap<String, Integer> kept) {
      this.kept = new TreeMap<>(kept);
    }

    private SortedMap<String, Integer> all() {
      SortedMap<String, Integer> all = new TreeMap<>(kept);
      all.putAll(given);
      return all;
    }

    /** Whether {@code id} is free for {@code name}. */
    boolean isFree(String name, int id, Set<Integer> used) {
      return !used.contains(id)
          && (kept.containsKey(name) ? kept.getOrDefault(name, -1) == id : !kept.containsValue(id));
    }

    /**
     * The id for {@code name}: the kept one, else the first free from {@code first} to {@code
     * last}, which may be the lower one.
     *
     * @return -1 where none is free
     */
    int choose(String name, int first, int last, Set<Integer> used) {
      Integer known = kept.get(name);
      if (known != null && !used.contains(known)) {
        return known;
      }
      int step = first <= last ? 1 : -1;
      for (int id = first; id != last + step; id += step) {
        if (!used.contains(id) && !kept.containsValue(id)) {
          return id;
        }
      }
      return -1;
    }

    /** Remembers that an id was given, not prescribed. */
    void give(String name, int id) {
      given.put(name, id);
    }
  }
}
