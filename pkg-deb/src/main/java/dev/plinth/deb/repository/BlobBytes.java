package dev.plinth.deb.repository;

import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads blobs into memory; what is hashed is what is returned, not the file of a moment before. */
final class BlobBytes {
  private BlobBytes() {}

  static byte[] read(Blobs blobs, Digest digest, String what) {
    Path file =
        blobs
            .find(digest)
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.NOT_FOUND,
                    "the " + what + " is not in the store",
                    "run plinth lock or plinth update where a mirror can be reached"));
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot read the " + what + ": " + e.getMessage(),
          "check the disk of the store",
          e);
    }
    if (!Digest.of(bytes).equals(digest)) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          "the " + what + " in the store does not have the digest " + digest,
          "the store was damaged: restore it, or fetch it again into another");
    }
    return bytes;
  }
}
