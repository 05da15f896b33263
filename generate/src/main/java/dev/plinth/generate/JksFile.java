package dev.plinth.generate;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JKS form of key stores, trusted certificates only: a magic number, a version, the entries (a
 * tag, an alias, a date in milliseconds, a type, a certificate) and a SHA-1 over the password and
 * all of that. Reading one without its password skips only the last check.
 */
final class JksFile {
  private static final int MAGIC = 0xfeedfeed;
  private static final int TRUSTED = 2;
  private static final int SUM = 20;
  private static final int MOST_ENTRIES = 100_000;

  private JksFile() {}

  static byte[] write(SortedMap<String, byte[]> certificates, String password) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 18);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(2);
      out.writeInt(certificates.size());
      for (Map.Entry<String, byte[]> certificate : certificates.entrySet()) {
        out.writeInt(TRUSTED);
        out.writeUTF(certificate.getKey());
        out.writeLong(0);
        out.writeUTF("X.509");
        out.writeInt(certificate.getValue().length);
        out.write(certificate.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.writeBytes(sum(bytes.toByteArray(), bytes.size(), password));
    return bytes.toByteArray();
  }

  static SortedMap<String, byte[]> read(byte[] file, String password) {
    SortedMap<String, byte[]> certificates = new TreeMap<>();
    if (file.length < 12 + SUM) {
      throw unreadable("it is too short");
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(file, 0, file.length - SUM))) {
      int magic = in.readInt();
      int version = in.readInt();
      int count = in.readInt();
      if (magic != MAGIC || version != 2 || count < 0 || count > MOST_ENTRIES) {
        throw unreadable("it is not in the JKS form, version 2");
      }
      for (int i = 0; i < count; i++) {
        if (in.readInt() != TRUSTED) {
          throw unreadable("it holds a private key");
        }
        String alias = in.readUTF();
        in.readLong();
        String type = in.readUTF();
        int length = in.readInt();
        if (!type.equals("X.509") || length < 0 || length > in.available()) {
          throw unreadable("an entry is malformed");
        }
        certificates.put(alias, in.readNBytes(length));
      }
    } catch (IOException e) {
      throw unreadable("it ends early");
    }
    byte[] expected = sum(file, file.length - SUM, password);
    if (!Arrays.equals(expected, 0, SUM, file, file.length - SUM, file.length)) {
      throw unreadable("its password is not the one that /etc/default/cacerts gives");
    }
    return certificates;
  }

  static byte[] sum(byte[] bytes, int length, String password) {
    MessageDigest sha1 = SubjectHash.sha1();
    sha1.update(password.getBytes(StandardCharsets.UTF_16BE));
    sha1.update("Mighty Aphrodite".getBytes(StandardCharsets.UTF_8));
    sha1.update(bytes, 0, length);
    return sha1.digest();
  }

  private static PlinthException unreadable(String why) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the Java key store " + JavaKeyStore.PATH + " cannot be read: " + why,
        "remove it from the base image, so that a new one is made");
  }
}
