package dev.plinth.evidence.predicate;

/**
 * What reading the layers of an image told when it was built: packages with their layers, the
 * system, files of no package, what should not be in an image. Whoever scans the image later need
 * not read its layers, if they believe who signed it.
 */
public final class FoundInventory {
  /** The type of the in-toto predicate that holds it. */
  public static final String PREDICATE_TYPE = "https://plinth.dev/evidence/inventory/v1";

  private FoundInventory() {}
}
