package dev.plinth.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.openpgp.Verification.Foreign;
import dev.plinth.openpgp.Verification.Rejected;
import dev.plinth.openpgp.Verification.Trusted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real Release files under Debian's real keys, with Bouncy Castle and gpgv as witnesses. */
class RealReleaseTest {
  private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
  private static final String STABLE_12 = "4D64FEC119C2029067D6E791F8D2585B8783D481";
  private static final String AUTOMATIC_12 = "B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8";

  private static List<Path> releases() throws IOException {
    Path folder = Path.of(System.getProperty("plinth.root"), "../shared/data/debian");
    if (!Files.isDirectory(folder)) {
      folder = Path.of(System.getProperty("plinth.root"), "../../shared/data/debian");
    }
    Assumptions.assumeTrue(Files.isDirectory(folder), "shared/data is not here");
    Assumptions.assumeTrue(Files.exists(KEYS), "debian-archive-keyring is not installed");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".InRelease")).sorted().toList();
    }
  }

  @Test
  void everyKeyOfDebianIsReadWithItsFingerprintAsGpgReadsIt() throws Exception {
    releases();
    List<String> expected = new ArrayList<>();
    new PGPPublicKeyRingCollection(
            new ByteArrayInputStream(Files.readAllBytes(KEYS)), new BcKeyFingerprintCalculator())
        .getKeyRings()
        .forEachRemaining(ring ->
            expected.add(
                java.util.HexFormat.of()
                    .withUpperCase()
                    .formatHex(ring.getPublicKey().getFingerprint())));
    List<String> mine = Keyring.all(Files.readAllBytes(KEYS)).fingerprints();
    assertThat(mine).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void realReleasesAreTrustedByAsManyKeysAsBouncyCastleFinds() throws Exception {
    Keyring all = Keyring.all(Files.readAllBytes(KEYS));
    for (Path file : releases()) {
      byte[] bytes = Files.readAllBytes(file);
      Trusted trusted = (Trusted) all.clearSigned(bytes);
      assertThat(trusted.signers()).as(file.toString()).hasSize(bouncyCastle(bytes));
      assertThat(trusted.signers()).allMatch(signer -> signer.expires().isPresent());
      String text = new String(bytes, StandardCharsets.UTF_8);
      int start = text.indexOf("\n\n") + 2;
      int end = text.indexOf("-----BEGIN PGP SIGNATURE");
      assertThat(new String(trusted.text(), StandardCharsets.UTF_8))
          .isEqualTo(text.substring(start, end));
    }
  }

  private static int bouncyCastle(byte[] file) throws Exception {
    PGPPublicKeyRingCollection keys =
        new PGPPublicKeyRingCollection(
            new ByteArrayInputStream(Files.readAllBytes(KEYS)), new BcKeyFingerprintCalculator());
    CleartextMessage message = CleartextMessage.parse(file);
    PGPObjectFactory objects =
        new PGPObjectFactory(message.signatures(), new BcKeyFingerprintCalculator());
    int good = 0;
    for (PGPSignature signature : (PGPSignatureList) objects.nextObject()) {
      PGPPublicKey key = keys.getPublicKey(signature.getKeyID());
      if (key == null) {
        continue;
      }
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(message.hashed());
      good += signature.verify() ? 1 : 0;
    }
    return good;
  }

  @Test
  void oneKeySufficesAndAnotherDoesNot() throws Exception {
    byte[] keys = Files.readAllBytes(KEYS);
    for (Path file : releases()) {
      byte[] bytes = Files.readAllBytes(file);
      boolean security = file.toString().contains("security");
      Verification automatic = Keyring.pinned(keys, Set.of(AUTOMATIC_12)).clearSigned(bytes);
      Verification stable = Keyring.pinned(keys, Set.of(STABLE_12)).clearSigned(bytes);
      assertThat(automatic).isInstanceOf(security ? Foreign.class : Trusted.class);
      assertThat(stable).isInstanceOf(security ? Foreign.class : Trusted.class);
    }
  }

  @Test
  void aFlippedBitInTheTextIsRejected() throws Exception {
    Keyring all = Keyring.all(Files.readAllBytes(KEYS));
    byte[] bytes = Files.readAllBytes(releases().getFirst());
    int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("-----BEGIN PGP SIGNATURE");
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] changed = bytes.clone();
      int at = 60 + random.nextInt(end - 80);
      changed[at] = changed[at] == 'x' ? (byte) 'y' : (byte) 'x';
      assertThat(all.clearSigned(changed)).as("byte " + at).isInstanceOf(Rejected.class);
    }
  }
}
