package dev.plinth.inventory;

/**
 * Something that should not be in an image, whatever its packages are. A secret in a layer stays in
 * the image though a later layer removes the file.
 *
 * @param kind what it is
 * @param path of the file, without a leading slash
 * @param layer that brought it, counted from 0 at the bottom; −1 where there are none
 * @param detail one phrase for people, never the secret itself
 */
public record HygieneFinding(Kind kind, String path, int layer, String detail)
    implements Comparable<HygieneFinding> {
  /** The kinds of findings. */
  public enum Kind {
    /** A private key in PEM form (RFC 7468), OpenSSH's, PuTTY's or age's. */
    PRIVATE_KEY,
    /**
     * A token in a format that its issuer made recognisable, or a password where a tool keeps it.
     */
    TOKEN,
    /** Anybody may write to it, a directory without the sticky bit or a file. */
    WORLD_WRITABLE,
    /** A setuid or setgid program that no package of the distribution owns. */
    SETUID_UNOWNED,
    /** An account that needs no password, in {@code etc/shadow} or {@code etc/passwd}. */
    EMPTY_PASSWORD
  }

  @Override
  public int compareTo(HygieneFinding other) {
    int byKind = kind.compareTo(other.kind);
    int byPath = byKind != 0 ? byKind : path.compareTo(other.path);
    int byLayer = byPath != 0 ? byPath : Integer.compare(layer, other.layer);
    return byLayer != 0 ? byLayer : detail.compareTo(other.detail);
  }
}
