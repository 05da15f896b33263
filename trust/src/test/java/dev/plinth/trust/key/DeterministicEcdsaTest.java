package dev.plinth.trust.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeterministicEcdsaTest {
  /** RFC 6979, appendix A.2.5 (P-256), A.2.6 (P-384), A.2.7 (P-521). */
  @ParameterizedTest
  @CsvSource({
    "secp256r1, SHA-256, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, sample, "
        + "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716, "
        + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    "secp256r1, SHA-256, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, test, "
        + "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367, "
        + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
    "secp384r1, SHA-384, 6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8"
        + "96D5724E4C70A825F872C9EA60D2EDF5, sample, "
        + "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C"
        + "81A648152E44ACF96E36DD1E80FABE46, "
        + "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94F"
        + "A329C145786E679E7B82C71A38628AC8",
    "secp521r1, SHA-512, 00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75"
        + "CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538, sample, "
        + "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F1"
        + "74E25A1EE9017B5D450606ADD152B534931D7D4E8455CC91F9B15BF05EC36E377FA, "
        + "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF2"
        + "82623EAA63E5B5C0723D8B8C37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A",
  })
  void signsAsTheRfcDoes(String curve, String hash, String key, String text, String r, String s)
      throws Exception {
    ECPrivateKey secret = key(curve, new BigInteger(key, 16));
    byte[] signature = new DeterministicEcdsa(secret, hash).sign(utf8(text));
    assertThat(VerifyingKey.of(PublicHalf.of(secret), "it").verify(utf8(text), signature)).isTrue();
    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo(
            HexFormat.of().formatHex(Der.signature(new BigInteger(r, 16), new BigInteger(s, 16))));
  }

  @Test
  void signsAsBouncyCastleDoesAndTheJdkVerifies() throws Exception {
    var curve = ECNamedCurveTable.getParameterSpec("secp256r1");
    ECDomainParameters domain =
        new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 50; i++) {
      var pair = pairs.generateKeyPair();
      ECPrivateKey secret = (ECPrivateKey) pair.getPrivate();
      byte[] message = ("message " + i).getBytes(StandardCharsets.US_ASCII);
      byte[] ours = new DeterministicEcdsa(secret, Scheme.HASH).sign(message);
      ECDSASigner theirs = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      theirs.init(true, new ECPrivateKeyParameters(secret.getS(), domain));
      BigInteger[] rs =
          theirs.generateSignature(
              java.security.MessageDigest.getInstance("SHA-256").digest(message));
      assertThat(ours).isEqualTo(Der.signature(rs[0], rs[1]));
      Signature jdk = Signature.getInstance("SHA256withECDSA");
      jdk.initVerify(pair.getPublic());
      jdk.update(message);
      assertThat(jdk.verify(ours)).isTrue();
      assertThat(PublicHalf.of(secret)).isEqualTo(pair.getPublic());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3006020101020101, true",
    "300602010102010100, false",
    "30070202000102010100, false",
    "3006020181020101, false",
    "3006020101020181, false",
    "30810602010102010100, false",
    "308106020101020101, false",
    "3003020101, false",
    "3009020101020101020101, false",
    "30080202008102020081, true",
    "300602010102020101, false",
    "30, false",
    "'', false",
  })
  void takesOneEncodingOnly(String hex, boolean good) {
    assertThat(Der.isSignature(HexFormat.of().parseHex(hex))).isEqualTo(good);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ECPrivateKey key(String curve, BigInteger secret) throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(
                new ECPrivateKeySpec(secret, parameters.getParameterSpec(ECParameterSpec.class)));
  }
}
