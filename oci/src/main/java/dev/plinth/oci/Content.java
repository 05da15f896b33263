package dev.plinth.oci;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads what descriptors name from a place that is not trusted: nothing is believed before its size
 * and digest hold. Absent content is a {@code NOT_FOUND}, wrong bytes are a {@code VERIFICATION},
 * malformed ones a {@code BAD_INPUT} error.
 */
public final class Content {
  private final ContentSource source;

  public Content(ContentSource source) {
    this.source = source;
  }

  public ContentSource source() {
    return source;
  }

  public Document<ImageManifest> manifest(Descriptor descriptor) {
    String what = "manifest " + descriptor.digest() + " in " + source.where();
    return ImageManifest.parse(
        bytes(descriptor, ImageManifest.MAX_BYTES, what), descriptor.mediaType(), what);
  }

  public Document<ImageIndex> index(Descriptor descriptor) {
    String what = "index " + descriptor.digest() + " in " + source.where();
    return ImageIndex.parse(
        bytes(descriptor, ImageIndex.MAX_BYTES, what), descriptor.mediaType(), what);
  }

  public Document<ImageConfig> config(Descriptor descriptor) {
    String what = "config " + descriptor.digest() + " in " + source.where();
    return ImageConfig.parse(
        bytes(descriptor, ImageConfig.MAX_BYTES, what), descriptor.mediaType(), what);
  }

  /**
   * Describes the manifest or index {@code digest}, which may be listed nowhere.
   *
   * @param size as the place has it
   */
  public Descriptor describe(Digest digest, long size) {
    String what = "manifest " + digest + " in " + source.where();
    byte[] bytes =
        bytes(Descriptor.of(MediaType.MANIFEST, digest, size), ImageManifest.MAX_BYTES, what);
    Members json = JsonText.readObject(bytes, what);
    String type =
        json.has("manifests")
            ? ImageIndex.parse(bytes, what).mediaType()
            : ImageManifest.parse(bytes, what).mediaType();
    return Descriptor.of(type, digest, size);
  }

  /**
   * The whole of a small content.
   *
   * @param maxBytes a descriptor of more is a {@code BAD_INPUT} error
   */
  public byte[] bytes(Descriptor descriptor, int maxBytes, String what) {
    if (descriptor.size() > maxBytes) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has " + descriptor.size() + " bytes, more than the " + maxBytes + " allowed",
          "the image is malformed: get it again from where it was made");
    }
    if (descriptor.size() > held(1)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has " + descriptor.size() + " bytes, more than can be read with this heap",
          "do not use it; if it must be so large, give more memory, for example PLINTH_HEAP=1g");
    }
    try (VerifiedStream in = open(descriptor, what)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(what, e);
    }
  }

  /**
   * How many bytes of content may be held at once: JSON takes several times as much while it is
   * read.
   *
   * @param eighths of the heap
   */
  public static long held(int eighths) {
    return Runtime.getRuntime().maxMemory() / 8 * eighths;
  }

  /**
   * The content as a stream that is verified at its end.
   *
   * @param what names it in errors
   */
  public VerifiedStream open(Descriptor descriptor, String what) {
    try {
      InputStream in = source.open(descriptor.digest());
      return new VerifiedStream(in, descriptor.digest(), descriptor.size(), what);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          what + " is not there: no content of digest " + descriptor.digest(),
          "the image is incomplete: get it again from where it was made",
          e);
    } catch (IOException e) {
      throw unreadable(what, e);
    }
  }

  private static PlinthException unreadable(String what, IOException e) {
    return new PlinthException(
        ErrorCode.MACHINE,
        "cannot read " + what + ": " + e.getMessage(),
        "check the disk and the permissions of the file",
        e);
  }

  /** A fresh computation of {@code sha256} or {@code sha512}. */
  public static MessageDigest hash(String algorithm) {
    if (!algorithm.equals("sha512")) {
      return Digest.sha256();
    }
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  /** Lower-case hexadecimal, as digests are written. */
  public static String hex(byte[] value) {
    return HexFormat.of().formatHex(value);
  }
}
