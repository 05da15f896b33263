package dev.plinth.oci.layout;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in one sentence what the machine did not allow. */
final class Disk {
  private Disk() {}

  /** An error while {@code doing} something: {@code write the blob sha256:…}. */
  static PlinthException failure(IOException e, String doing, Path store) {
    String reason = reason(e);
    String lower = reason.toLowerCase(Locale.ROOT);
    String hint;
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      hint = "make room on that disk, or choose another with --store; nothing was half-written";
    } else if (e instanceof AccessDeniedException || lower.contains("denied")) {
      hint = "make the folder writable for this user, or choose another with --store";
    } else if (lower.contains("read-only")) {
      hint = "choose another folder with --store";
    } else {
      hint = "check the disk of the store, or choose another with --store";
    }
    return new PlinthException(
        ErrorCode.MACHINE, "cannot " + doing + " in the store " + store + ": " + reason, hint, e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException fs && fs.getReason() != null) {
      return fs.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
