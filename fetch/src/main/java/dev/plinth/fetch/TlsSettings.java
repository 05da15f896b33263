package dev.plinth.fetch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to talk TLS with one host. All files are PEM.
 *
 * @param authorities the only certificate authorities to trust; empty: those of the system
 * @param certificate of the client, its chain after it
 * @param key of the client's certificate; empty: in the certificate's file
 * @param verifyPeer false only where the host's own configuration says so: then no credentials are
 *     sent, for the other side may be anyone
 * @param verifyHost whether the certificate must be for the host's name
 */
public record TlsSettings(
    Optional<Path> authorities,
    Optional<Path> certificate,
    Optional<Path> key,
    boolean verifyPeer,
    boolean verifyHost) {

  /** The authorities of the system, no client certificate, everything verified. */
  public static final TlsSettings SYSTEM =
      new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), true, true);

  /** Whether one knows whom one talks to. */
  boolean authenticated() {
    return verifyPeer && verifyHost;
  }
}
