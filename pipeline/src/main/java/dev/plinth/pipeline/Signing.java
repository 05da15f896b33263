package dev.plinth.pipeline;

import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.util.List;
import java.util.Map;

/** Who signs. Keys are opened, and passwords asked for, only when there is something to sign. */
public interface Signing {
  /** The public halves of all that {@link #open} gives. */
  List<VerifyingKey> keys();

  /** Opens the keys. */
  List<Signer> open();

  /** Whether anybody signs: with {@link #keys}, or with certificates, which have none before. */
  default boolean signs() {
    return !keys().isEmpty();
  }

  /** All who sign statements, opened; the caller closes them. */
  default List<StatementSigner> signers() {
    return open().stream().map(StatementSigner::with).toList();
  }

  /** Keys that the user knows, by name: what these signed may be signed by others, too. */
  default Map<String, VerifyingKey> known() {
    return Map.of();
  }

  /** Whether {@link #open} may have to ask a person. */
  boolean asks();

  /** Why nothing is signed; empty where somebody {@link #signs}. */
  String remark();

  /** Nobody signs. */
  static Signing none(String why) {
    return new Signing() {
      @Override
      public List<VerifyingKey> keys() {
        return List.of();
      }

      @Override
      public List<Signer> open() {
        return List.of();
      }

      @Override
      public boolean asks() {
        return false;
      }

      @Override
      public String remark() {
        return why;
      }
    };
  }
}
