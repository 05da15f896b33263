package dev.plinth.oci;

import dev.plinth.model.Digest;

/**
 * What was read, together with the exact bytes it was read from: a manifest is bytes, and one that
 * has a digest is never written anew.
 *
 * @param <T> what the bytes mean
 */
public final class Document<T> {
  private final String mediaType;
  private final Digest digest;
  private final byte[] bytes;
  private final T value;

  Document(String mediaType, byte[] bytes, T value) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
    this.digest = Digest.of(this.bytes);
    this.value = value;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The SHA-256 of the bytes. */
  public Digest digest() {
    return digest;
  }

  public long size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public T value() {
    return value;
  }

  /** Names these bytes. */
  public Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, bytes.length);
  }

  @Override
  public String toString() {
    return mediaType + " " + digest;
  }
}
