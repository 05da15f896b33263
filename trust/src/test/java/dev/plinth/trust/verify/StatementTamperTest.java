package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.trust.TestKeys;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.statement.PredicateType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Even what an accepted key signed must be a statement about the image. */
class StatementTamperTest {
  private static final String GOOD = Given.text(Given.STATEMENT);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          another image | sha256":"%s" | sha256":"%s" | was made for another image
          its digest in capitals | %s | %s | was made for another image
          under another algorithm | "sha256" | "sha1" | was made for another image
          under an unknown algorithm | "sha256" | "md17" | was made for another image
          no digest | {"sha256":"%s"} | {} | a subject without digest
          a digest that is no text | "%s" | 7 | that is not a text
          no subject | [{"name":"image","digest":{"sha256":"%s"}}] | [] | has no subject
          a subject that is no array | [{"name":"image","digest":{"sha256":"%s"}}] | {} | not an array
          a subject that is no object | [{"name" | [7,{"name" | not an object
          subjects absent | "subject" | "x" | has no subject
          subjects twice | "subject" | "subject":[],"subject" | not acceptable JSON
          version 2 | Statement/v0.1 | Statement/v2 | not in-toto's statement
          no version | "_type" | "type" | it is no in-toto statement
          a version that is no text | "https://in-toto.io/Statement/v0.1" | 1 | not a text
          no predicate type | "predicateType" | "x" | has no predicateType
          an empty predicate type | https://sigstore.dev/cosign/sign/v1 | '' | has no predicateType
          another predicate type | cosign/sign/v1 | cosign/sign/v2 | no accepted key signed anything of type
          a predicate type twice | "predicateType" | "predicateType":"x","predicateType" | not acceptable JSON
          a predicate that is no object | "predicate":{} | "predicate":[] | not an object
          a member twice deep inside | "predicate":{} | "predicate":{"a":{"b":1,"b":2}} | not acceptable JSON
          too deep | "predicate":{} | "predicate":{"a":DEEP} | not acceptable JSON
          a number without end | "predicate":{} | "predicate":{"a":DIGITS} | not acceptable JSON
          too many subjects | [{"name" | [MANY{"name" | more than 4096 subjects
          too many digests | {"sha256" | {DIGESTS"sha256" | more than 16 digests
          a huge name | "image" | "HUGE" | more than 4096 characters
          something behind | "predicate":{}} | "predicate":{}} x | not acceptable JSON
          another behind | "predicate":{}} | "predicate":{}}{} | goes on after its end
          cut short | "predicate":{}} | "predicate":{} | not acceptable JSON
          no object | {"_type" | [{"_type" | is not a JSON object
          """)
  void isRefused(String name, String from, String to, String reason) {
    String hex = Given.IMAGE.hex();
    String first = from.replace("%s", hex);
    String second =
        (to == null ? "" : to)
            .replace("%s", name.contains("capitals") ? hex.toUpperCase() : Given.OTHER.hex())
            .replace("DEEP", "[".repeat(99) + "]".repeat(99))
            .replace("DIGITS", "9".repeat(99))
            .replace("MANY", "{\"digest\":{\"sha256\":\"x\"}},".repeat(4096))
            .replace("HUGE", "x".repeat(5000));
    if (second.contains("DIGESTS")) {
      StringBuilder digests = new StringBuilder();
      for (int i = 0; i < 16; i++) {
        digests.append("\"a").append(i).append("\":\"b\",");
      }
      second = second.replace("DIGESTS", digests);
    }
    assertThat(GOOD).contains(first);
    byte[] statement = GOOD.replace(first, second).getBytes(StandardCharsets.UTF_8);
    Given.rejected(Given.verify(List.of(Given.signed(statement, TestKeys.ALICE))), reason);
  }

  @Test
  void aSignedPayloadOfAnotherTypeIsNoStatement() {
    Envelope envelope = Envelope.sign("application/json", Given.STATEMENT, TestKeys.ALICE);
    byte[] bundle = Bundle.of(envelope, TestKeys.ALICE.publicKey()).write();
    Given.rejected(Given.verify(List.of(Given.claim(bundle))), "holds no in-toto statement");
  }

  @Test
  void bothVersionsAreRead() {
    String newer = GOOD.replace("Statement/v0.1", "Statement/v1");
    for (String statement : List.of(GOOD, newer)) {
      Claim claim = Given.signed(statement.getBytes(StandardCharsets.UTF_8), TestKeys.ALICE);
      assertThat(Given.verify(List.of(claim))).isInstanceOf(Verification.Trusted.class);
    }
  }

  @Test
  void thePredicateComesBackAsItWasWritten() {
    String predicate = "{ \"a\" : [1, {\"b\": \"é\"}] }";
    byte[] statement =
        dev.plinth.trust.statement.Statements.write(
            List.of(dev.plinth.trust.statement.Subject.of("é", Given.IMAGE)),
            PredicateType.SPDX,
            predicate.getBytes(StandardCharsets.UTF_8));
    Verification verification =
        Given.verifier(1)
            .verify(
                Given.IMAGE, PredicateType.SPDX, List.of(Given.signed(statement, TestKeys.BOB)));
    assertThat(verification).isInstanceOf(Verification.Trusted.class);
    var trusted = (Verification.Trusted) verification;
    assertThat(Given.text(trusted.statements().getFirst().predicate())).isEqualTo(predicate);
    assertThat(trusted.identities()).extracting(Identity::name).containsExactly("bob");
  }
}
