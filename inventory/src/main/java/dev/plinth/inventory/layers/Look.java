package dev.plinth.inventory.layers;

/** What is looked for beside the system and the packages of its package manager. */
public enum Look {
  /** Packages of language ecosystems, and runtimes. */
  LANGUAGES,
  /** Secrets, open doors. */
  HYGIENE,
  /** Files that no package owns. */
  UNOWNED
}
