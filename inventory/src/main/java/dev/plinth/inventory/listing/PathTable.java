package dev.plinth.inventory.listing;

import java.util.Arrays;

/** A number for each of many paths, which are kept as hashes only: 18 bytes a path or more. */
public final class PathTable {
  private static final int FIRST = 1 << 10;

  private final int most;
  private long[] keys = new long[FIRST];
  private int[] values = new int[FIRST];
  private int size;

  /**
   * @param most how many paths it takes
   */
  public PathTable(int most) {
    this.most = most;
  }

  public int size() {
    return size;
  }

  /** The number of a path; 0 where it has none. */
  public int get(long hash) {
    return values[slot(keys, hash)];
  }

  /**
   * Gives a path a number other than 0.
   *
   * @return false where the table is full and does not hold it
   */
  public boolean put(long hash, int value) {
    int slot = slot(keys, hash);
    if (keys[slot] == 0) {
      if (size == most) {
        return false;
      }
      if (size + 1 > keys.length / 4 * 3) {
        grow();
        slot = slot(keys, hash);
      }
      keys[slot] = hash;
      size++;
    }
    values[slot] = value;
    return true;
  }

  /** As {@link #put}, the bits of both numbers together. */
  public boolean add(long hash, int bits) {
    return put(hash, get(hash) | bits);
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(keys, oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private static int slot(long[] keys, long hash) {
    int mask = keys.length - 1;
    int slot = (int) (hash & mask);
    while (keys[slot] != 0 && keys[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Forgets all paths. */
  public void clear() {
    Arrays.fill(keys, 0);
    Arrays.fill(values, 0);
    size = 0;
  }
}
