package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.TestKeys;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who must sign, and how many. */
class PolicyTest {
  private static final Signer ALICE = TestKeys.ALICE;
  private static final Signer BOB = TestKeys.BOB;
  private static final Signer MALLORY = TestKeys.MALLORY;

  @Test
  void withoutIdentityThereIsNoVerifier() {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> KeyPolicy.anyOf(Map.of()))
        .withMessageContaining("nobody would be trusted")
        .matches(e -> e.code() == ErrorCode.USAGE);
  }

  @Test
  void aPolicyThatCannotBeMetIsRefused() {
    LinkedHashMap<String, dev.plinth.trust.key.VerifyingKey> keys = new LinkedHashMap<>();
    keys.put("alice", ALICE.publicKey());
    for (int threshold : new int[] {0, -1, 2}) {
      assertThatExceptionOfType(PlinthException.class)
          .isThrownBy(() -> new KeyPolicy(keys, threshold))
          .matches(e -> e.code() == ErrorCode.USAGE);
    }
    keys.put("the same", ALICE.publicKey());
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> new KeyPolicy(keys, 2))
        .withMessageContaining("twice");
  }

  @Test
  void twoOfTwoMustSignTheSame() {
    Claim alice = Given.signed(Given.STATEMENT, ALICE);
    Claim bob = Given.signed(Given.STATEMENT, BOB);
    Verification both = verify(2, PredicateType.SIGNATURE, List.of(bob, alice));
    assertThat(((Verification.Trusted) both).identities())
        .extracting(Identity::name)
        .containsExactly("alice", "bob");
    Given.rejected(
        verify(2, PredicateType.SIGNATURE, List.of(alice)), "only 1 of the 2", "not signed by bob");
    Claim again = Given.signed(Statements.signature(Given.IMAGE), ALICE);
    Given.rejected(
        verify(2, PredicateType.SIGNATURE, List.of(alice, again, alice)), "not signed by bob");
    Given.rejected(
        verify(2, PredicateType.SIGNATURE, List.of(alice, Given.signed(Given.STATEMENT, MALLORY))),
        "not signed by bob");
  }

  @Test
  void differentStatementsOfOneTypeAreNotTheSame() {
    Claim alice = Given.signed(spdx("{\"a\":1}"), ALICE);
    Claim bob = Given.signed(spdx("{\"a\":2}"), BOB);
    Given.rejected(verify(2, PredicateType.SPDX, List.of(alice, bob)), "only 1 of the 2");
    Verification one = verify(1, PredicateType.SPDX, List.of(alice, bob, alice));
    assertThat(((Verification.Trusted) one).statements()).hasSize(2);
  }

  @Test
  void anEnvelopeMayHaveSeveralSignaturesOutsideBundles() {
    Envelope envelope = Envelope.sign(Envelope.IN_TOTO, Given.STATEMENT, List.of(ALICE, BOB));
    assertThat(verify(2, PredicateType.SIGNATURE, List.of(new Claim.OfEnvelope("it", envelope))))
        .isInstanceOf(Verification.Trusted.class);
    Envelope forged =
        new Envelope(
            Envelope.IN_TOTO,
            Given.STATEMENT,
            List.of(
                envelope.signatures().getFirst(),
                new Envelope.Signature(BOB.publicKey().keyId(), MALLORY.sign(envelope.message()))));
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, List.of(new Claim.OfEnvelope("it", forged))),
        "says that key 'bob' signed it");
  }

  @Test
  void nobodyAndStrangersCountForNothing() {
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, List.of()), "no accepted key signed anything");
    Claim stranger = Given.signed(Given.STATEMENT, MALLORY);
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, List.of(stranger)), "signed by no key of the policy");
    Claim alice = Given.signed(Given.STATEMENT, ALICE);
    assertThat(verify(1, PredicateType.SIGNATURE, List.of(stranger, Given.claim("{}"), alice)))
        .isInstanceOf(Verification.Trusted.class);
  }

  @Test
  void whatIsForgedBesideAGoodOneSpoilsIt() {
    Claim alice = Given.signed(Given.STATEMENT, ALICE);
    String forged =
        Given.text(Bundle.sign(Given.STATEMENT, MALLORY).write())
            .replace(MALLORY.publicKey().hint(), ALICE.publicKey().hint());
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, List.of(alice, Given.claim(forged))), "does not hold");
    Claim replayed = Given.signed(Given.statement(Given.OTHER), ALICE);
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, List.of(alice, replayed)), "made for another image");
  }

  @Test
  void anotherHintOrNoneDoesNotMatterWhereTheKeyIsKnown() {
    for (String hint : List.of("", "x", MALLORY.publicKey().hint())) {
      Claim claim = Given.claim(Given.GOOD.replace(ALICE.publicKey().hint(), hint));
      assertThat(Given.verify(List.of(claim))).isInstanceOf(Verification.Trusted.class);
    }
  }

  @Test
  void anAttestationIsNoSignature() {
    Claim attestation = Given.signed(spdx("{}"), ALICE);
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, List.of(attestation)),
        "no accepted key signed anything");
  }

  @Test
  void tooManyClaimsAreRefusedUnread() {
    Claim alice = Given.signed(Given.STATEMENT, ALICE);
    Given.rejected(
        verify(1, PredicateType.SIGNATURE, Collections.nCopies(1001, alice)), "more than 1000");
  }

  @Test
  void aCertificateIsJudgedByWhatWasGivenForIt() {
    String certificate =
        Given.GOOD.replace(
            "\"publicKey\":{\"hint\":\"" + ALICE.publicKey().hint() + "\"}",
            "\"certificate\":{\"rawBytes\":\"QQ==\"}");
    Identity somebody = new Identity("somebody", "00");
    Verifier yes = accepting(1, said("somebody", new Keyless.Outcome.Accepted(somebody)));
    Verifier no =
        accepting(1, said("somebody", new Keyless.Outcome.Refused("the certificate has expired")));
    List<Claim> claims = List.of(Given.claim(certificate));
    assertThat(
            ((Verification.Trusted) yes.verify(Given.IMAGE, PredicateType.SIGNATURE, claims))
                .identities())
        .containsExactly(somebody);
    Given.rejected(
        no.verify(Given.IMAGE, PredicateType.SIGNATURE, claims), "the certificate has expired");
    Given.rejected(
        yes.verify(Given.OTHER, PredicateType.SIGNATURE, claims), "made for another image");
  }

  /** Its key is another each time; its name is what counts. */
  @Test
  void anIdentityCountsAsOneKeyHoweverOftenItSigned() {
    String certificate =
        Given.GOOD.replace(
            "\"publicKey\":{\"hint\":\"" + ALICE.publicKey().hint() + "\"}",
            "\"certificate\":{\"rawBytes\":\"QQ==\"}");
    Claim one = Given.claim(certificate);
    int[] calls = {0};
    Keyless fresh =
        new Keyless() {
          @Override
          public String name() {
            return "somebody";
          }

          @Override
          public Outcome judge(byte[] bundle) {
            return new Outcome.Accepted(new Identity("somebody", "0" + calls[0]++));
          }
        };
    Keyless never = said("nobody", new Keyless.Outcome.Refused("of another"));
    Given.rejected(
        accepting(2, fresh, never).verify(Given.IMAGE, PredicateType.SIGNATURE, List.of(one, one)),
        "only 1 of the 2",
        "not signed by nobody");
    LinkedHashMap<String, dev.plinth.trust.key.VerifyingKey> keys = new LinkedHashMap<>();
    keys.put("alice", ALICE.publicKey());
    Verification both =
        Verifier.of(new KeyPolicy(keys, List.of(never, fresh), 2))
            .verify(
                Given.IMAGE,
                PredicateType.SIGNATURE,
                List.of(one, Given.signed(Given.STATEMENT, ALICE)));
    assertThat(((Verification.Trusted) both).identities())
        .extracting(Identity::name)
        .containsExactly("alice", "somebody");
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> accepting(1, never, never))
        .withMessageContaining("twice");
  }

  private static Keyless said(String name, Keyless.Outcome outcome) {
    return new Keyless() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Outcome judge(byte[] bundle) {
        return outcome;
      }
    };
  }

  private static Verifier accepting(int threshold, Keyless... identities) {
    return Verifier.of(new KeyPolicy(new LinkedHashMap<>(), List.of(identities), threshold));
  }

  private static Verification verify(int threshold, String type, List<Claim> claims) {
    return Given.verifier(threshold).verify(Given.IMAGE, type, claims);
  }

  private static byte[] spdx(String predicate) {
    return Statements.write(
        List.of(Subject.of("image", Given.IMAGE)),
        PredicateType.SPDX,
        predicate.getBytes(StandardCharsets.UTF_8));
  }
}
