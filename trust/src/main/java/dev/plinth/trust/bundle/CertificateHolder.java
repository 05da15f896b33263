package dev.plinth.trust.bundle;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * Whom a certificate of Fulcio names (sigstore/fulcio, docs/oid-info.md): one subject alternative
 * name, and in an extension the OpenID provider that vouched for it.
 */
final class CertificateHolder {
  private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";
  private static final String OLD_ISSUER = "1.3.6.1.4.1.57264.1.1";
  private static final int OCTETS = 0x04;
  private static final int UTF8 = 0x0c;
  private static final int EMAIL = 1;
  private static final int URI = 6;

  private CertificateHolder() {}

  /** As a policy names it; empty where it cannot be told. Nothing is verified. */
  static String of(byte[] der) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      if (!(found instanceof X509Certificate certificate)) {
        return "";
      }
      String identity = identity(certificate.getSubjectAlternativeNames());
      String issuer = issuer(certificate);
      return identity.isEmpty() || issuer.isEmpty() ? "" : of(identity, issuer);
    } catch (CertificateException | RuntimeException e) {
      // Parsers that meet hostile bytes throw what they like.
      return "";
    }
  }

  static String of(String identity, String issuer) {
    return identity + " (by " + issuer + ")";
  }

  private static String identity(@org.jspecify.annotations.Nullable Collection<List<?>> names) {
    if (names == null || names.size() != 1) {
      return "";
    }
    List<?> name = names.iterator().next();
    boolean text = name.getFirst() instanceof Integer kind && (kind == EMAIL || kind == URI);
    return text && name.get(1) instanceof String value ? value : "";
  }

  private static String issuer(X509Certificate certificate) {
    byte[] fresh = certificate.getExtensionValue(ISSUER);
    if (fresh != null) {
      return text(inside(inside(fresh, OCTETS), UTF8));
    }
    byte[] old = certificate.getExtensionValue(OLD_ISSUER);
    return old == null ? "" : text(inside(old, OCTETS));
  }

  /** The content of one DER value of under 64 KiB, which is all that there is. */
  private static byte[] inside(byte[] der, int tag) {
    int head = der.length < 2 || der[1] >= 0 ? 2 : 2 + (der[1] & 0x7f);
    if (der.length < head || der[0] != tag || head > 4) {
      return new byte[0];
    }
    int length = head == 2 ? der[1] : 0;
    for (int i = 2; i < head; i++) {
      length = (length << 8) | (der[i] & 0xff);
    }
    return length == der.length - head
        ? java.util.Arrays.copyOfRange(der, head, der.length)
        : new byte[0];
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
