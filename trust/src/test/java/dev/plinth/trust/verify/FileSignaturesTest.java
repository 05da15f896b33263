package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.trust.TestKeys;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lies beside a file counts only where an accepted key signed these bytes. */
class FileSignaturesTest {
  private static final byte[] FILE = utf8("a file");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FileSignatures.Beside beside(String text) {
    return new FileSignatures.Beside("file.sig", utf8(text));
  }

  private static FileSignatures.Beside base64(Signer signer, byte[] file) {
    return beside(Base64.getEncoder().encodeToString(signer.sign(file)));
  }

  private static FileSignatures.Beside bundle(Signer signer, byte[] file) {
    return new FileSignatures.Beside("file.bundle", Bundle.signFile(file, signer).write());
  }

  private static KeyPolicy both(int threshold) {
    LinkedHashMap<String, VerifyingKey> keys = new LinkedHashMap<>();
    keys.put("alice", TestKeys.ALICE.publicKey());
    keys.put("bob", TestKeys.BOB.publicKey());
    return new KeyPolicy(keys, threshold);
  }

  private static String reason(KeyPolicy policy, FileSignatures.Beside... beside) {
    Verification result = FileSignatures.verify(policy, FILE, Arrays.asList(beside));
    assertThat(result).isInstanceOf(Verification.Rejected.class);
    return ((Verification.Rejected) result).reason();
  }

  @Test
  void everyFormOfAnAcceptedKeyCounts() {
    String two = Base64.getEncoder().encodeToString(TestKeys.ALICE.sign(FILE));
    for (FileSignatures.Beside one :
        List.of(
            bundle(TestKeys.ALICE, FILE),
            base64(TestKeys.ALICE, FILE),
            beside("  " + two + "\n"),
            beside("{\"base64Signature\":\"" + two + "\",\"cert\":\"LS0t\"}"))) {
      assertThat(FileSignatures.verify(both(1), FILE, List.of(one)))
          .isInstanceOfSatisfying(
              Verification.Trusted.class,
              trusted ->
                  assertThat(trusted.identities())
                      .singleElement()
                      .extracting(Identity::name)
                      .isEqualTo("alice"));
    }
  }

  @Test
  void keysAreCountedOnceEach() {
    assertThat(
            FileSignatures.verify(
                both(2), FILE, List.of(base64(TestKeys.ALICE, FILE), bundle(TestKeys.BOB, FILE))))
        .isInstanceOf(Verification.Trusted.class);
    assertThat(reason(both(2), base64(TestKeys.ALICE, FILE), bundle(TestKeys.ALICE, FILE)))
        .isEqualTo("1 of 2 accepted keys signed it");
  }

  @Test
  void whatDoesNotHoldIsNamed() {
    KeyPolicy alice = KeyPolicy.anyOf(Map.of("alice", TestKeys.ALICE.publicKey()));
    assertThat(reason(alice, base64(TestKeys.MALLORY, FILE))).contains("no key that is accepted");
    assertThat(reason(alice, bundle(TestKeys.MALLORY, FILE))).contains("no key that is accepted");
    assertThat(reason(alice, base64(TestKeys.ALICE, utf8("other")))).contains("of another file");
    assertThat(reason(alice, beside("-----BEGIN PGP SIGNATURE-----"))).contains("sign-blob");
    assertThat(reason(alice, beside(""))).contains("sign-blob");
    assertThat(reason(alice, beside("{\"mediaType\":3}"))).contains("mediaType");
    assertThat(
            reason(
                alice,
                new FileSignatures.Beside(
                    "file.bundle", Bundle.sign(utf8("{}"), TestKeys.ALICE).write())))
        .contains("signs a statement");
    assertThat(
            reason(
                alice,
                new FileSignatures.Beside("big.sig", new byte[FileSignatures.MAX_BYTES + 1])))
        .contains("more bytes than any signature");
  }

  /** Somebody changed the file: a good signature beside does not make up for that. */
  @Test
  void oneThatNamesAnAcceptedKeyAndDoesNotHoldSpoilsAll() {
    KeyPolicy alice = KeyPolicy.anyOf(Map.of("alice", TestKeys.ALICE.publicKey()));
    assertThat(reason(alice, base64(TestKeys.ALICE, FILE), bundle(TestKeys.ALICE, utf8("other"))))
        .contains("the signature of another file");
    String forged =
        new String(bundle(TestKeys.MALLORY, FILE).bytes(), StandardCharsets.UTF_8)
            .replace(TestKeys.MALLORY.publicKey().hint(), TestKeys.ALICE.publicKey().hint());
    assertThat(reason(alice, base64(TestKeys.ALICE, FILE), beside(forged)))
        .contains("says that key 'alice' signed it");
  }
}
