package dev.plinth.generate;

import dev.plinth.generate.Der.Malformed;
import java.util.Arrays;
import java.util.List;

/**
 * An X.509 certificate (RFC 5280, 4.1) or revocation list, read as far as bundles need it. Nothing
 * in it is verified: that whoever asked for it trusts it is what a bundle says.
 *
 * @param der the whole
 * @param subjectHash of the subject, or of a revocation list's issuer
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are written out
record Certificate(byte[] der, String subjectHash) {
  /** Reads a certificate. */
  static Certificate read(byte[] der) throws Malformed {
    List<Der> body = body(der);
    int at = body.isEmpty() || body.getFirst().tag() != 0xa0 ? 0 : 1;
    // serial number, algorithm, issuer, validity, subject, key
    if (body.size() < at + 6) {
      throw new Malformed("it is no certificate");
    }
    body.get(at).expect(2);
    body.get(at + 3).expect(Der.SEQUENCE);
    body.get(at + 5).expect(Der.SEQUENCE);
    return new Certificate(der, SubjectHash.of(body.get(at + 4)));
  }

  /** Reads a certificate revocation list; the name is its issuer's. */
  static Certificate readRevocations(byte[] der) throws Malformed {
    List<Der> body = body(der);
    int at = body.isEmpty() || body.getFirst().tag() != 2 ? 0 : 1;
    if (body.size() < at + 3) {
      throw new Malformed("it is no revocation list");
    }
    return new Certificate(der, SubjectHash.of(body.get(at + 1)));
  }

  private static List<Der> body(byte[] der) throws Malformed {
    List<Der> parts = Der.of(der).expect(Der.SEQUENCE).children();
    if (parts.size() != 3) {
      throw new Malformed("it has " + parts.size() + " parts instead of 3");
    }
    parts.get(1).expect(Der.SEQUENCE);
    parts.get(2).expect(3);
    return parts.getFirst().expect(Der.SEQUENCE).children();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }
}
