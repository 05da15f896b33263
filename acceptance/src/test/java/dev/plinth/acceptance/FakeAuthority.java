package dev.plinth.acceptance;

import dev.sigstore.fulcio.v2.CAGrpc;
import dev.sigstore.fulcio.v2.CertificateChain;
import dev.sigstore.fulcio.v2.CreateSigningCertificateRequest;
import dev.sigstore.fulcio.v2.SigningCertificate;
import dev.sigstore.fulcio.v2.SigningCertificateEmbeddedSCT;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A certificate authority as Fulcio is one: it believes every token, and gives certificates that
 * are good for ten minutes and were entered in a log of certificates (RFC 6962).
 */
final class FakeAuthority extends CAGrpc.CAImplBase {
  private static final ASN1ObjectIdentifier ISSUER =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8");
  private static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

  final KeyPair log = pair();
  final X509Certificate root;
  private final KeyPair key = pair();
  private long serial = 2;

  FakeAuthority() throws Exception {
    root = root(key, "an authority");
  }

  static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    return pairs.generateKeyPair();
  }

  static byte[] sign(KeyPair key, byte[] bytes) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(bytes);
    return signature.sign();
  }

  static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  /** A certificate that others are checked by. */
  static X509Certificate root(KeyPair key, String name) throws Exception {
    JcaX509v3CertificateBuilder builder =
        builder(name, name, BigInteger.ONE, Duration.ofDays(1), key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return certificate(signed(builder, key));
  }

  /** One that may sign times, and nothing else. */
  static X509Certificate clock(KeyPair root, String rootName, PublicKey clock) throws Exception {
    JcaX509v3CertificateBuilder builder =
        builder(rootName, "a clock", BigInteger.TWO, Duration.ofDays(1), clock);
    builder.addExtension(
        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
    return certificate(signed(builder, root));
  }

  private static JcaX509v3CertificateBuilder builder(
      String issuer, String subject, BigInteger serial, Duration good, PublicKey key) {
    Instant now = Instant.now().minusSeconds(5);
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=" + issuer),
        serial,
        Date.from(now.minus(good.compareTo(Duration.ofHours(1)) > 0 ? good : Duration.ZERO)),
        Date.from(now.plus(good)),
        new X500Name("CN=" + subject),
        key);
  }

  private static X509CertificateHolder signed(JcaX509v3CertificateBuilder builder, KeyPair key)
      throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
  }

  private static X509Certificate certificate(X509CertificateHolder holder) throws Exception {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  @Override
  public void createSigningCertificate(
      CreateSigningCertificateRequest request, StreamObserver<SigningCertificate> answer) {
    try {
      String token = request.getCredentials().getOidcIdentityToken();
      JsonNode said =
          JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
      String pem = request.getPublicKeyRequest().getPublicKey().getContent();
      byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      PublicKey holder = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
      X509Certificate leaf = leaf(holder, said.get("sub").asString(), said.get("iss").asString());
      answer.onNext(
          SigningCertificate.newBuilder()
              .setSignedCertificateEmbeddedSct(
                  SigningCertificateEmbeddedSCT.newBuilder()
                      .setChain(
                          CertificateChain.newBuilder()
                              .addCertificates(pem(leaf))
                              .addCertificates(pem(root))))
              .build());
      answer.onCompleted();
    } catch (Exception e) {
      answer.onError(e);
    }
  }

  private X509Certificate leaf(PublicKey holder, String identity, String issuer) throws Exception {
    BigInteger number = BigInteger.valueOf(serial++);
    JcaX509v3CertificateBuilder builder =
        builder("an authority", "nobody", number, Duration.ofMinutes(10), holder);
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    builder.addExtension(
        Extension.subjectAlternativeName,
        true,
        new GeneralNames(new GeneralName(GeneralName.rfc822Name, identity)));
    builder.addExtension(ISSUER, false, new DERUTF8String(issuer));
    byte[] before = signed(builder, key).toASN1Structure().getTBSCertificate().getEncoded();
    builder.addExtension(TIMESTAMPS, false, new DEROctetString(entered(before)));
    return certificate(signed(builder, key));
  }

  /** The log's promise for a certificate that has it not yet (RFC 6962, 3.2 and 3.3). */
  private byte[] entered(byte[] certificate) throws Exception {
    long time = System.currentTimeMillis();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(0);
    out.writeLong(time);
    out.writeShort(1);
    out.write(sha256(key.getPublic().getEncoded()));
    out.writeByte(certificate.length >> 16);
    out.writeShort(certificate.length);
    out.write(certificate);
    out.writeShort(0);
    byte[] signature = sign(log, bytes.toByteArray());
    ByteArrayOutputStream promise = new ByteArrayOutputStream();
    DataOutputStream one = new DataOutputStream(promise);
    one.writeByte(0);
    one.write(sha256(log.getPublic().getEncoded()));
    one.writeLong(time);
    one.writeShort(0);
    one.writeByte(4); // SHA-256
    one.writeByte(3); // ECDSA
    one.writeShort(signature.length);
    one.write(signature);
    return list(promise.toByteArray());
  }

  private static byte[] list(byte[] only) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(only.length + 2);
    out.writeShort(only.length);
    out.write(only);
    return bytes.toByteArray();
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
