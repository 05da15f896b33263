package dev.plinth.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.cosign2.SimpleSigning;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Der;
import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Pem;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.StatementReader;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.FileSignatures;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.util.List;
import java.util.Map;

/** Any bytes are what they should be, or a BAD_INPUT error; none but the signer's are trusted. */
class TrustFuzzTest {
  private static final Verifier VERIFIER =
      Verifier.of(KeyPolicy.anyOf(Map.of("alice", TestKeys.ALICE.publicKey())));

  @FuzzTest
  void privateKeys(byte[] data) {
    for (byte[] pem : new byte[][] {data, wrapped("PRIVATE KEY", data)}) {
      try {
        PrivateKeys.open(pem, "it", Passwords.none());
      } catch (PlinthException e) {
        assertThat(e.code()).isIn(ErrorCode.BAD_INPUT, ErrorCode.REFUSED);
      }
    }
  }

  @FuzzTest
  void publicKeys(byte[] data) {
    for (byte[] pem : new byte[][] {data, wrapped("PUBLIC KEY", data)}) {
      try {
        VerifyingKey key = VerifyingKey.parse(pem, "it");
        assertThat(VerifyingKey.parse(key.toPem(), "again")).isEqualTo(key);
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      }
    }
  }

  @FuzzTest
  void signatures(byte[] data) {
    Der.isSignature(data);
    assertThat(TestKeys.ALICE.publicKey().verify(new byte[] {1}, data)).isFalse();
  }

  @FuzzTest
  void envelopes(byte[] data) {
    try {
      Envelope read = Envelope.parse(data, "it");
      byte[] written = read.toBytes();
      assertThat(Envelope.parse(written, "again").toBytes()).isEqualTo(written);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @FuzzTest
  void statements(byte[] data) {
    try {
      Statement read = StatementReader.read(data, "it");
      byte[] written =
          Statements.write(read.version(), read.subjects(), read.predicateType(), read.predicate());
      Statement again = StatementReader.read(written, "again");
      assertThat(again.subjects()).isEqualTo(read.subjects());
      assertThat(again.predicate()).isEqualTo(read.predicate());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  /** Nothing that lies beside a file is the signature of one who did not sign it. */
  @FuzzTest
  void signaturesOfFiles(byte[] data) {
    KeyPolicy alice = KeyPolicy.anyOf(Map.of("alice", TestKeys.ALICE.publicKey()));
    List<FileSignatures.Beside> beside = List.of(new FileSignatures.Beside("it", data));
    assertThat(FileSignatures.verify(alice, new byte[] {1}, beside))
        .isInstanceOf(Verification.Rejected.class);
  }

  @FuzzTest
  void bundles(byte[] data) {
    try {
      Bundle read = Bundle.read(data, "it");
      if (read.material() instanceof Material.KeyHint) {
        byte[] written = read.write();
        assertThat(Bundle.read(written, "again").write()).isEqualTo(written);
      }
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
    List<Claim> claims = List.of(Claim.ofBundle(data, "it"));
    assertThat(VERIFIER.verify(Digest.of("x"), PredicateType.SIGNATURE, claims))
        .isInstanceOf(Verification.Rejected.class);
  }

  @FuzzTest
  void simpleSigning(byte[] data) {
    try {
      SimpleSigning read = SimpleSigning.read(data, "it");
      assertThat(SimpleSigning.read(read.write(), "again")).isEqualTo(read);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  private static byte[] wrapped(String label, byte[] data) {
    return data.length == 0 ? data : new Pem(label, data).toBytes();
  }
}
