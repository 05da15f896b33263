package dev.plinth.vuln.database;

/** Writes slots; {@link Mapped#find} searches them. */
final class HashTable {
  private final long[] hashes;
  private final long[] offsets;

  HashTable(int entries) {
    int size = Integer.highestOneBit(Math.max(entries, 4) * 2 - 1) * 2;
    hashes = new long[size];
    offsets = new long[size];
  }

  void put(long hash, long offset) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (offsets[slot] != 0) {
      slot = slot + 1 & mask;
    }
    hashes[slot] = hash;
    offsets[slot] = offset + 1;
  }

  Bytes bytes() {
    Bytes bytes = new Bytes(hashes.length * Format.SLOT);
    for (int i = 0; i < hashes.length; i++) {
      bytes.fixed64(hashes[i]);
      bytes.fixed64(offsets[i]);
    }
    return bytes;
  }
}
