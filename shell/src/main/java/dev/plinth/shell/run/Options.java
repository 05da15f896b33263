package dev.plinth.shell.run;

import org.jspecify.annotations.Nullable;

/** The switches of {@code set}. */
final class Options {
  private static final String LETTERS = "efIimnsxvVECabuh";
  private static final String[] NAMES = {
    "errexit", "noglob", "ignoreeof", "interactive", "monitor", "noexec", "stdin", "xtrace",
    "verbose", "vi", "emacs", "noclobber", "allexport", "notify", "nounset", "hashall"
  };

  private long on;
  private boolean pipefail;

  Options copy() {
    Options copy = new Options();
    copy.on = on;
    copy.pipefail = pipefail;
    return copy;
  }

  boolean is(char letter) {
    return (on & 1L << LETTERS.indexOf(letter)) != 0;
  }

  /** Whether the option is known and what it does is modelled. */
  static boolean isModelled(char letter) {
    return "efuxavbhC".indexOf(letter) >= 0;
  }

  void set(char letter, boolean value) {
    int bit = LETTERS.indexOf(letter);
    if (bit >= 0) {
      on = value ? on | 1L << bit : on & ~(1L << bit);
    }
  }

  boolean errexit() {
    return is('e');
  }

  boolean pipefail() {
    return pipefail;
  }

  void pipefail(boolean value) {
    pipefail = value;
  }

  /** The letter of a long option's name, or null. */
  static @Nullable Character letter(String name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return LETTERS.charAt(i);
      }
    }
    return null;
  }

  /** What {@code $-} is. */
  String letters() {
    StringBuilder out = new StringBuilder();
    for (int i = LETTERS.length() - 1; i >= 0; i--) {
      if (is(LETTERS.charAt(i)) && LETTERS.charAt(i) != 'h') {
        out.append(LETTERS.charAt(i));
      }
    }
    return out.toString();
  }
}
