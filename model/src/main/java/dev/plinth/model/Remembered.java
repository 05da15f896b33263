package dev.plinth.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out before, by the digest of all that decides it: finding it out again would give
 * the same. Whoever asks writes the bytes and reads them.
 */
public interface Remembered {
  /** The most bytes that one of them may have; longer ones are not remembered. */
  int LONGEST = 0xffff;

  /** What was found out; the array must not be changed. */
  Optional<byte[]> find(Digest of);

  /**
   * In place of what was there.
   *
   * @param found not changed afterwards
   */
  void put(Digest of, byte[] found);

  /** In memory, for as long as it lives. */
  static Remembered forgetting() {
    Map<Digest, byte[]> all = new HashMap<>();
    return new Remembered() {
      @Override
      public Optional<byte[]> find(Digest of) {
        return Optional.ofNullable(all.get(of));
      }

      @Override
      public void put(Digest of, byte[] found) {
        all.put(of, found);
      }
    };
  }
}
