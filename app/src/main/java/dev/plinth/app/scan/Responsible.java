package dev.plinth.app.scan;

import java.util.Locale;

/** Who has to act: who brought the layer that holds the package. */
public enum Responsible {
  BASE,
  APPLICATION,
  /** No base is known. */
  UNKNOWN;

  /** In lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
