package dev.plinth.shell.files;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The device files that scripts use; a tree holds none of them. */
public enum Device {
  NULL,
  TERMINAL,
  UNKNOWN;

  /** The device at an absolute path, or null where there is none. */
  public static @Nullable Device at(String path) {
    if (!path.startsWith("/dev/") && !path.contains("/dev/")) {
      return null;
    }
    return switch (RawPath.normalize(path)) {
      case "/dev/null" -> NULL;
      case "/dev/tty", "/dev/console" -> TERMINAL;
      case "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom" -> UNKNOWN;
      default -> null;
    };
  }

  String read(String path) throws FileSystemException, NotUnderstood {
    check(path);
    return "";
  }

  void write(String path) throws FileSystemException, NotUnderstood {
    check(path);
  }

  /** Opening it: without a controlling terminal there is no {@code /dev/tty}. */
  public void check(String path) throws FileSystemException, NotUnderstood {
    if (this == TERMINAL) {
      throw new FileSystemException(path, null, "No such device or address");
    }
    if (this == UNKNOWN) {
      throw new NotUnderstood("the device " + path + " is not modelled");
    }
  }
}
