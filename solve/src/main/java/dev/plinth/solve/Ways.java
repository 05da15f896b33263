package dev.plinth.solve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Versions that meet a clause, in the order in which they are tried. Which of several equal ones
 * comes first is only looked up when it is their turn: it means reading the whole index for a name.
 */
final class Ways implements Iterable<Version> {
  private static final Comparator<Version> LAST_MENTIONED_FIRST =
      (one, other) -> one.entry.universe.mentionedLater(one.entry, other.entry) ? -1 : 1;

  private final List<List<Version>> groups = new ArrayList<>();
  private int size;

  /** Adds versions that nothing but their mention tells apart. */
  void add(List<Version> equal) {
    if (!equal.isEmpty()) {
      groups.add(equal);
      size += equal.size();
    }
  }

  int size() {
    return size;
  }

  @Override
  public Iterator<Version> iterator() {
    return new Iterator<>() {
      private int group;
      private int next;

      @Override
      public boolean hasNext() {
        return group < groups.size();
      }

      @Override
      public Version next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        List<Version> equal = groups.get(group);
        if (next == 0 && equal.size() > 1) {
          equal.sort(LAST_MENTIONED_FIRST);
        }
        Version version = equal.get(next++);
        if (next == equal.size()) {
          next = 0;
          group++;
        }
        return version;
      }
    };
  }
}
