package dev.plinth.trust.key;

import java.util.Optional;

/** Where passwords of keys come from: a prompt, a file, the environment. */
@FunctionalInterface
public interface Passwords {
  /**
   * The password in UTF-8, without line feed, in an array that is wiped after use; empty where
   * there is none to be had.
   *
   * @param what says whose it is, for a prompt: {@code key plinth}, {@code token release}
   */
  Optional<byte[]> password(String what);

  /** None is to be had. */
  static Passwords none() {
    return what -> Optional.empty();
  }
}
