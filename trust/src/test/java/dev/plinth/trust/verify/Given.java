package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.trust.TestKeys;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** An image, what Alice says of it, and who asks. */
final class Given {
  static final Digest IMAGE = Digest.of("an image");
  static final Digest OTHER = Digest.of("another image");
  static final byte[] STATEMENT = statement(IMAGE);
  static final String GOOD = text(Bundle.sign(STATEMENT, TestKeys.ALICE).write());

  private Given() {}

  static byte[] statement(Digest image) {
    return Statements.write(
        List.of(Subject.of("image", image)), PredicateType.SIGNATURE, new byte[] {'{', '}'});
  }

  static Verifier verifier(int threshold) {
    SequencedMap<String, VerifyingKey> keys = new LinkedHashMap<>();
    keys.put("alice", TestKeys.ALICE.publicKey());
    keys.put("bob", TestKeys.BOB.publicKey());
    return Verifier.of(new KeyPolicy(keys, threshold));
  }

  static Claim claim(byte[] bundle) {
    return Claim.ofBundle(bundle, "bundle");
  }

  static Claim claim(String bundle) {
    return claim(bundle.getBytes(StandardCharsets.UTF_8));
  }

  static Claim signed(byte[] statement, Signer signer) {
    return claim(Bundle.sign(statement, signer).write());
  }

  static Verification verify(List<Claim> claims) {
    return verifier(1).verify(IMAGE, PredicateType.SIGNATURE, claims);
  }

  /** The claims must be refused, and the reason must have all these words. */
  static void rejected(Verification verification, String... words) {
    assertThat(verification).isInstanceOf(Verification.Rejected.class);
    assertThat(((Verification.Rejected) verification).reason()).contains(words);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
