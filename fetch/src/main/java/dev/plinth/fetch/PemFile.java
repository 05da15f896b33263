package dev.plinth.fetch;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Certificates and private keys in PEM files (RFC 7468), as OpenSSL and apt's users keep them. */
final class PemFile {
  private static final int MAX_BYTES = 16 << 20;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(String label, byte[] der) {}

  private final Path file;
  private final List<Block> blocks = new ArrayList<>();

  private PemFile(Path file) {
    this.file = file;
  }

  static PemFile read(Path file) {
    PemFile pem = new PemFile(file);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw pem.bad("is too large for a PEM file");
      }
      pem.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "cannot read the PEM file " + file + ": " + e.getMessage(),
          "correct the path, or let Plinth read the file",
          e);
    }
    return pem;
  }

  private void parse(String text) {
    int at = 0;
    for (; ; ) {
      int begin = text.indexOf("-----BEGIN ", at);
      if (begin < 0) {
        return;
      }
      int labelEnd = text.indexOf("-----", begin + 11);
      String label = labelEnd < 0 ? "" : text.substring(begin + 11, labelEnd);
      int end = labelEnd < 0 ? -1 : text.indexOf("-----END " + label + "-----", labelEnd + 5);
      if (end < 0) {
        throw bad("has a BEGIN line without its END line");
      }
      String body = text.substring(labelEnd + 5, end);
      int fieldsEnd = body.indexOf("\n\n");
      if (body.contains("Proc-Type:")) {
        label = "ENCRYPTED " + label;
        body = fieldsEnd < 0 ? "" : body.substring(fieldsEnd);
      }
      try {
        blocks.add(new Block(label, Base64.getMimeDecoder().decode(body)));
      } catch (IllegalArgumentException e) {
        throw bad("is not valid base64");
      }
      at = end + 9;
    }
  }

  List<Certificate> certificates() {
    List<Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks) {
        if (block.label.equals("CERTIFICATE") || block.label.equals("TRUSTED CERTIFICATE")) {
          certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.der)));
        }
      }
    } catch (GeneralSecurityException e) {
      throw bad("has a certificate that cannot be read");
    }
    if (certificates.isEmpty()) {
      throw bad("has no certificate");
    }
    return certificates;
  }

  PrivateKey privateKey() {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(block.der);
        }
        case "RSA PRIVATE KEY" -> {
          return key(pkcs8("020100300d06092a864886f70d0101010500", block.der));
        }
        case "EC PRIVATE KEY" -> {
          return key(pkcs8("020100301006072a8648ce3d0201" + curve(block.der), block.der));
        }
        case "ENCRYPTED PRIVATE KEY", "ENCRYPTED RSA PRIVATE KEY", "ENCRYPTED EC PRIVATE KEY" ->
            throw bad("has its private key under a password");
        default -> {}
      }
    }
    throw bad("has no private key");
  }

  private PrivateKey key(byte[] pkcs8) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        // The next one: PKCS#8 names the algorithm inside.
      }
    }
    throw bad("has a private key that is neither RSA, EC nor EdDSA");
  }

  /** The named curve's object identifier in a SEC 1 key: its parameters, tagged [0]. */
  private String curve(byte[] sec1) {
    String hex = HexFormat.of().formatHex(sec1);
    for (String oid :
        List.of("06082a8648ce3d030107", "06052b81040022", "06052b81040023", "06052b8104000a")) {
      if (hex.contains(oid)) {
        return oid;
      }
    }
    throw bad("has an EC key on a curve that is not supported");
  }

  /** A PrivateKeyInfo (RFC 5208) around {@code inner}; {@code head} is version and algorithm. */
  private static byte[] pkcs8(String head, byte[] inner) {
    byte[] start = HexFormat.of().parseHex(head);
    if (start[3] == 0x30 && start[5] == 0x06 && start[6] == 0x07) {
      start[4] = (byte) (start.length - 5);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(start);
    content.writeBytes(tagged(0x04, inner));
    return tagged(0x30, content.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
    out.write(tag);
    int n = content.length;
    if (n < 0x80) {
      out.write(n);
    } else {
      int bytes = n < 0x100 ? 1 : n < 0x10000 ? 2 : 3;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(n >>> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private PlinthException bad(String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the PEM file " + file + " " + what,
        "give certificates as CERTIFICATE blocks and keys as PRIVATE KEY blocks without a password");
  }
}
