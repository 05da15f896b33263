package dev.plinth.inventory.layers;

/** What is looked for beside the system and the packages of its package manager. */
public enum Look {
  /** Packages of language ecosystems, and runtimes. */
  LANGUAGES(1),
  /** Secrets, open doors. */
  HYGIENE(2),
  /** Files that no package owns. */
  UNOWNED(4);

  private final int bit;

  Look(int bit) {
    this.bit = bit;
  }

  /** Its place in sets that are kept. */
  public int bit() {
    return bit;
  }
}
