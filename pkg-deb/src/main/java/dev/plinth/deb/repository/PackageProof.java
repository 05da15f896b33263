package dev.plinth.deb.repository;

import dev.plinth.deb.index.PackagesIndex;
import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Package;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The last link of a lock's chain: each package stands in a proven index with just the path, size
 * and hash that the lock has, and its file among the blobs is that one.
 */
public final class PackageProof {
  private final Blobs blobs;

  public PackageProof(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * A package as a lock has it.
   *
   * @param path below the root of its repository
   */
  public record LockedFile(
      String name, String version, String architecture, String path, long size, Digest sha256) {
    @Override
    public String toString() {
      return name + "=" + version;
    }
  }

  /**
   * Proves one package.
   *
   * @param index proven by {@link LockProof}, of the repository that the lock names for the package
   * @throws PlinthException {@code VERIFICATION} naming the link that does not hold, {@code
   *     NOT_FOUND} where its file is not among the blobs
   */
  public void prove(LockedFile locked, PackagesIndex index, String repository) {
    String what = "package " + locked;
    @Nullable Package found = null;
    for (Package version : index.versions(locked.name)) {
      if (version.version().equals(locked.version)
          && version.architecture().equals(locked.architecture)) {
        found = version;
        break;
      }
    }
    String indexName = "the Packages index of " + repository;
    if (found == null) {
      throw broken(indexName + " does not list the " + what);
    }
    if (!found.path().equals(locked.path)
        || found.size() != locked.size
        || !found.sha256().equals(locked.sha256)) {
      throw broken(indexName + " lists another file for the " + what + " than the lock");
    }
    Path file = blobs.verified(locked.sha256, what);
    try {
      if (Files.size(file) != locked.size) {
        throw broken("the " + what + " has another size than its index says");
      }
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          "cannot read the " + what + ": " + e.getMessage(),
          "check the disk of the store",
          e);
    }
  }

  private static PlinthException broken(String message) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        message,
        "the lock or the store was changed: restore them, or run plinth update");
  }
}
