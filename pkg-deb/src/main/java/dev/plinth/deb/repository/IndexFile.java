package dev.plinth.deb.repository;

import dev.plinth.deb.repository.ReleaseFile.Entry;
import dev.plinth.model.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index of one component that a signed Release vouches for.
 *
 * @param repository {@code debian/bookworm/main}: names it in errors and in the lock
 * @param component empty for a flat repository
 * @param architecture {@code amd64}, {@code all}; {@code source} for Sources
 * @param path below the suite's folder, of the file as served
 * @param size of the file as served, in bytes
 * @param sha256 of the file as served
 * @param plainSize decompressed; -1 where the Release does not say
 * @param plainSha256 decompressed, where the Release says
 */
public record IndexFile(
    String repository,
    String component,
    String architecture,
    String path,
    long size,
    Digest sha256,
    long plainSize,
    Optional<Digest> plainSha256) {

  /**
   * Preferred first. Gzip before xz: a third more to fetch, but bookworm's main takes 0.2 s of a
   * processor to decompress instead of 1.3 (ADR 082).
   */
  private static final List<String> ENDINGS = List.of(".gz", ".xz", ".zst", ".bz2", ".lzma", "");

  /** {@code Packages index of debian/bookworm/main for amd64}. */
  public String what() {
    return architecture.equals("source")
        ? "Sources index of " + repository
        : "Packages index of " + repository + " for " + architecture;
  }

  /** The forms of one component's Packages index for one architecture, the preferred one first. */
  static List<IndexFile> packages(
      Suite suite, ReleaseFile release, String component, String architecture) {
    String stem = suite.flat() ? "Packages" : component + "/binary-" + architecture + "/Packages";
    return forms(suite, release, component, architecture, stem);
  }

  /** The Sources index of one component; empty where there is none. */
  static Optional<IndexFile> sources(Suite suite, ReleaseFile release, String component) {
    String stem = suite.flat() ? "Sources" : component + "/source/Sources";
    List<IndexFile> forms = forms(suite, release, component, "source", stem);
    // Nobody waits for this one: the smallest.
    return forms.stream().min(Comparator.comparingLong(IndexFile::size));
  }

  private static List<IndexFile> forms(
      Suite suite, ReleaseFile release, String component, String architecture, String stem) {
    @Nullable Entry plain = release.files().get(stem);
    List<IndexFile> forms = new ArrayList<>();
    for (String ending : ENDINGS) {
      @Nullable Entry entry = release.files().get(stem + ending);
      if (entry != null) {
        forms.add(of(suite, component, architecture, entry, plain));
      }
    }
    return forms;
  }

  private static IndexFile of(
      Suite suite, String component, String architecture, Entry entry, @Nullable Entry plain) {
    return new IndexFile(
        suite.repository(component),
        component,
        architecture,
        entry.path(),
        entry.size(),
        entry.sha256(),
        plain == null ? -1 : plain.size(),
        plain == null ? Optional.empty() : Optional.of(plain.sha256()));
  }

  /** The same index as a lock has it, found in the Release again by its path. */
  static Optional<IndexFile> at(
      Suite suite, ReleaseFile release, String component, String architecture, String path) {
    @Nullable Entry entry = release.files().get(path);
    if (entry == null) {
      return Optional.empty();
    }
    int slash = path.lastIndexOf('/');
    int dot = path.indexOf('.', slash + 1);
    @Nullable Entry plain = release.files().get(dot < 0 ? path : path.substring(0, dot));
    return Optional.of(of(suite, component, architecture, entry, plain));
  }

  /** Where it is offered under its hash, which no update of the mirror replaces. */
  String byHash() {
    return path.substring(0, path.lastIndexOf('/') + 1) + "by-hash/SHA256/" + sha256.hex();
  }
}
