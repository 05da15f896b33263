package dev.plinth.app.scan;

import java.util.List;

/**
 * Where an inventory came from.
 *
 * @param signers of the evidence that it was taken from, by name; empty where the subject itself
 *     was read, now or before
 * @param doubt why evidence that is attached was not believed, one clause; empty where there is
 *     none, or nobody whom it could convince
 */
public record InventoryOrigin(List<String> signers, String doubt) {
  /** The subject was read. */
  public static final InventoryOrigin READ = new InventoryOrigin(List.of(), "");

  public InventoryOrigin {
    signers = List.copyOf(signers);
  }

  /** The subject was read although somebody attached an inventory. */
  static InventoryOrigin notBelieved(String doubt) {
    return new InventoryOrigin(List.of(), doubt);
  }

  /** Whether nothing of the subject was read but what signed evidence says of it. */
  public boolean isEvidence() {
    return !signers.isEmpty();
  }
}
