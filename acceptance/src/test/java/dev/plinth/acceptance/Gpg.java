package dev.plinth.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and signatures by the real gpg, in a key ring of its own. */
final class Gpg implements AutoCloseable {
  private final Path home;

  /**
   * Where gpg is; the ring lies in the system's temporary folder, since its socket's path must be
   * short.
   */
  Gpg() throws IOException {
    home = Files.createTempDirectory("gpg");
  }

  static boolean isThere() {
    return Machine.has("gpg") && Machine.has("gpg-agent");
  }

  private String gpg(String... words) {
    List<String> line = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch"));
    line.addAll(List.of("--quiet", "--yes", "--pinentry-mode", "loopback", "--passphrase", ""));
    line.addAll(List.of(words));
    return Machine.run(home, line.toArray(String[]::new));
  }

  /**
   * A key that signs, for ever or for so long ({@code 1d}) from a time ({@code 20200101T000000}).
   */
  void key(String user, String from, String expires) {
    List<String> words = new ArrayList<>();
    if (!from.isEmpty()) {
      words.addAll(List.of("--faked-system-time", from));
    }
    words.addAll(List.of("--quick-generate-key", user, "ed25519", "sign", expires));
    gpg(words.toArray(String[]::new));
  }

  void key(String user) {
    key(user, "", "never");
  }

  Path publicKey(String user, Path to) {
    gpg("--armor", "--output", to.toString(), "--export", user);
    return to;
  }

  /** The public key with a revocation, by the certificate that gpg made along with the key. */
  Path revoked(String user, Path to) throws IOException {
    String listing = gpg("--with-colons", "--list-keys", user);
    String fingerprint =
        listing.lines().filter(l -> l.startsWith("fpr:")).findFirst().orElseThrow().split(":")[9];
    Path certificate = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
    String text = Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN");
    Path plain = Files.writeString(home.resolve("revocation"), text);
    gpg("--import", plain.toString());
    return publicKey(user, to);
  }

  /** Signs a file in clear; {@code at} is empty for now, else gpg's idea of the time. */
  void clearSign(String user, String at, Path file, Path to) {
    sign("--clear-sign", user, at, file, to);
  }

  void detachSign(String user, String at, Path file, Path to) {
    sign("--detach-sign", user, at, file, to);
  }

  private void sign(String how, String user, String at, Path file, Path to) {
    List<String> words = new ArrayList<>();
    if (!at.isEmpty()) {
      words.addAll(List.of("--faked-system-time", at));
    }
    words.addAll(List.of("--armor", "--digest-algo", "SHA512", "--local-user", user));
    words.addAll(List.of("--output", to.toString(), how, file.toString()));
    gpg(words.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    Machine.run(home, "gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent");
    Trees.delete(home);
  }
}
