package dev.plinth.oci;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Says in one sentence what the machine did not allow. */
public final class DiskFailure {
  private DiskFailure() {}

  /**
   * The {@code MACHINE} error for {@code e}.
   *
   * @param doing what failed and where: {@code write index.json in the store /srv/plinth}
   * @param elsewhere how to choose another place: {@code another with --store}
   */
  public static PlinthException of(IOException e, String doing, String elsewhere) {
    String reason = reason(e);
    String lower = reason.toLowerCase(Locale.ROOT);
    String hint;
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      hint = "make room on that disk, or choose " + elsewhere + "; nothing was half-written";
    } else if (lower.contains("denied")) {
      hint = "make the folder writable for this user, or choose " + elsewhere;
    } else if (lower.contains("read-only")) {
      hint = "choose " + elsewhere;
    } else {
      hint = "check the disk, or choose " + elsewhere;
    }
    return new PlinthException(ErrorCode.MACHINE, "cannot " + doing + ": " + reason, hint, e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException fs) {
      return fs.getReason() == null
          ? e.getClass().getSimpleName() + " " + fs.getFile()
          : fs.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
