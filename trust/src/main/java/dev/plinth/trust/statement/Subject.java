package dev.plinth.trust.statement;

import dev.plinth.model.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a statement is about (in-toto attestation, resource_descriptor.md).
 *
 * @param name for people; empty for none
 * @param digests by algorithm in lower-case hexadecimal; names of algorithms as the writer has them
 */
public record Subject(String name, SortedMap<String, String> digests) {
  public Subject {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  public static Subject of(String name, Digest digest) {
    return new Subject(name, new TreeMap<>(Map.of(digest.algorithm(), digest.hex())));
  }

  /** Whether it is this content: the same value of the same algorithm. */
  public boolean is(Digest digest) {
    return digest.hex().equals(digests.get(digest.algorithm()));
  }
}
