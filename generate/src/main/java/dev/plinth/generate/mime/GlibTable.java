package dev.plinth.generate.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map from texts that is walked in the order of GLib's {@code GHashTable} with {@code
 * g_str_hash}: files of the MIME database are written in that order. Only what the order needs is
 * modelled: nothing is ever taken out.
 *
 * @param <V> what is kept under a key
 */
final class GlibTable<V> {
  private static final int FIRST_SHIFT = 3;
  private static final int MOST = 1 << 20;

  /** The greatest primes below the powers of two from 2^3 on: the modulus of each size. */
  private static final int[] PRIMES = {
    7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131_071, 262_139,
    524_287, 1_048_573, 2_097_143
  };

  private final Map<String, V> values = new HashMap<>();
  private @Nullable String[] places = new @Nullable String[1 << FIRST_SHIFT];
  private int shift = FIRST_SHIFT;

  /** The value of a key, or null. */
  @Nullable V get(String key) {
    return values.get(key);
  }

  /** The value of one of {@link #keys}. */
  V of(String key) {
    return Objects.requireNonNull(values.get(key));
  }

  /** The value of a key, which gets what is made where it has none. */
  V computeIfAbsent(String key, Supplier<V> made) {
    V value = values.get(key);
    if (value == null) {
      value = made.get();
      put(key, value);
    }
    return value;
  }

  /**
   * Sets a value; a key that is there keeps its place.
   *
   * @param key each char one byte
   */
  void put(String key, V value) {
    if (values.put(key, value) != null) {
      return;
    }
    if (values.size() > MOST) {
      throw MimeDatabase.wrong("it has more than " + MOST + " entries of a kind");
    }
    place(key);
    if (places.length <= values.size() + values.size() / 16) {
      grow();
    }
  }

  private void place(String key) {
    int at = first(key);
    for (int step = 1; places[at] != null; step++) {
      at = (at + step) & (places.length - 1);
    }
    places[at] = key;
  }

  private int first(String key) {
    return (int) (Integer.toUnsignedLong(hash(key) * 11) % PRIMES[shift - FIRST_SHIFT]);
  }

  /** In place: who is moved to where another one still stands moves that one on. */
  private void grow() {
    int before = places.length;
    shift = Integer.SIZE - Integer.numberOfLeadingZeros((int) (values.size() * 1.333));
    places = Arrays.copyOf(places, 1 << shift);
    boolean[] moved = new boolean[places.length];
    for (int i = 0; i < before; i++) {
      @Nullable String key = places[i];
      if (moved[i]) {
        continue;
      }
      places[i] = null;
      while (key != null) {
        int at = first(key);
        for (int step = 1; moved[at]; step++) {
          at = (at + step) & (places.length - 1);
        }
        moved[at] = true;
        @Nullable String next = places[at];
        places[at] = key;
        key = next;
      }
    }
  }

  private static int hash(String key) {
    int hash = 5381;
    for (int i = 0; i < key.length(); i++) {
      hash = hash * 33 + (byte) key.charAt(i);
    }
    // 0 and 1 mark places that are free or were freed.
    return hash == 0 || hash == 1 ? 2 : hash;
  }

  /** All keys, in GLib's order. */
  List<String> keys() {
    List<String> keys = new ArrayList<>(values.size());
    for (@Nullable String key : places) {
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** All keys in the order of their bytes. */
  List<String> sorted() {
    String[] keys = keys().toArray(String[]::new);
    Arrays.sort(keys);
    return List.of(keys);
  }

  int size() {
    return values.size();
  }
}
