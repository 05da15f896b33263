package dev.plinth.trust.verify;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.VerifyingKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Whose signatures count, and how many of them must be there.
 *
 * @param keys by the name that people give them, none twice
 * @param identities of certificates, each of which counts as a key, none twice; at least one of
 *     either
 * @param threshold how many different keys must sign the same
 */
public record KeyPolicy(
    SequencedMap<String, VerifyingKey> keys, List<Keyless> identities, int threshold) {
  public KeyPolicy {
    keys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keys));
    identities = List.copyOf(identities);
    int count = keys.size() + identities.size();
    if (count == 0) {
      throw refused(
          "no key was given to verify with, so nobody would be trusted",
          "name a key or a policy: a verifier that trusts anybody verifies nothing");
    }
    if (threshold < 1 || threshold > count) {
      throw refused(
          "the policy asks for " + threshold + " signatures of " + count + " keys",
          "ask for at least one and at most as many as there are keys");
    }
    Set<VerifyingKey> seen = new HashSet<>();
    keys.forEach((name, key) -> {
      if (!seen.add(key)) {
        throw refused(
            "the policy has the key of '" + name + "' twice",
            "name each key once: one key cannot sign for two");
      }
    });
    Set<String> names = new HashSet<>(keys.keySet());
    for (Keyless identity : identities) {
      if (!names.add(identity.name())) {
        throw refused(
            "the policy has '" + identity.name() + "' twice",
            "name each identity once: one cannot sign for two");
      }
    }
  }

  /** Keys alone. */
  public KeyPolicy(SequencedMap<String, VerifyingKey> keys, int threshold) {
    this(keys, List.of(), threshold);
  }

  /** The names of all, in this order. */
  List<String> names() {
    List<String> names = new ArrayList<>(keys.keySet());
    identities.forEach(identity -> names.add(identity.name()));
    return names;
  }

  /** All of {@code keys} are accepted and any one is enough. */
  public static KeyPolicy anyOf(Map<String, VerifyingKey> keys) {
    return new KeyPolicy(new LinkedHashMap<>(keys), 1);
  }

  private static PlinthException refused(String message, String hint) {
    return new PlinthException(ErrorCode.USAGE, message, hint);
  }
}
