package dev.plinth.spec;

import dev.plinth.model.Digest;
import dev.plinth.model.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a person asks for, {@code extends} and the variant merged in. Immutable; every value was
 * checked when it was read.
 *
 * @param name of the image in the store
 * @param variant that was chosen; empty for the spec itself
 * @param distribution {@code debian/bookworm}
 * @param components of the distribution's archive, {@code main} by default
 * @param backports whether the backports suite is used too
 * @param allowExpired whether the distribution's own suites may be out of date
 * @param repositories further ones, with their own keys
 * @param architectures as the distribution writes them
 * @param flavour what kind of system
 * @param packages in the order written
 * @param recommends whether recommended packages come too
 * @param accounts users and groups to add
 * @param paths directories, links, permissions and removals, in the order written
 * @param files copied from beside the spec
 * @param certificates PEM files that every bundle gets
 * @param config of the image
 * @param layers how the tree is cut
 * @param base the image to continue
 * @param testFiles laid over the image while its tests run, never part of it
 * @param tests what must hold in the image
 * @param allowScripts what may be left out of maintainer scripts
 * @param sources the documents, keys and certificates that it was read from, the main document
 *     first
 * @param digest over all of this and the contents of files and certificates: changes exactly when
 *     the spec means something else
 */
public record Spec(
    String name,
    String variant,
    String distribution,
    List<String> components,
    boolean backports,
    boolean allowExpired,
    List<ExtraRepository> repositories,
    List<String> architectures,
    Flavour flavour,
    List<PackageWish> packages,
    boolean recommends,
    List<Account> accounts,
    List<PathRule> paths,
    List<FileRule> files,
    List<CertificateFile> certificates,
    ImageSettings config,
    LayerPolicy layers,
    Optional<String> base,
    List<FileRule> testFiles,
    List<ImageTest> tests,
    List<ScriptAllowance> allowScripts,
    List<Path> sources,
    Digest digest) {

  public Spec {
    components = List.copyOf(components);
    repositories = List.copyOf(repositories);
    architectures = List.copyOf(architectures);
    packages = List.copyOf(packages);
    accounts = List.copyOf(accounts);
    paths = List.copyOf(paths);
    files = List.copyOf(files);
    certificates = List.copyOf(certificates);
    testFiles = List.copyOf(testFiles);
    tests = List.copyOf(tests);
    allowScripts = List.copyOf(allowScripts);
    sources = List.copyOf(sources);
  }

  /** The name in the store: {@code name}, or {@code name-variant}. */
  public String imageName() {
    return variant.isEmpty() ? name : name + "-" + variant;
  }

  /**
   * Digest of the part that decides which packages come and which users and groups there are: a
   * lock belongs to it. What else changes (files, paths, settings, tests) changes the image, but
   * not its lock.
   */
  public Digest deciding() {
    return CanonicalForm.deciding(this);
  }

  /** Which parts of a system the image has. */
  public enum Flavour {
    /** No shell, no package manager. */
    MICRO,
    /** All Essential packages. */
    MINIMAL
  }

  /**
   * A repository beside the distribution's own.
   *
   * @param name for the lock and for messages
   * @param uri of its root
   * @param suite below {@code dists/}
   * @param keys armoured public keys (their text) that may sign it
   */
  public record ExtraRepository(
      String name,
      String uri,
      String suite,
      List<String> components,
      List<String> keys,
      boolean allowExpired) {}

  /**
   * One entry of {@code packages}.
   *
   * @param alternatives names to try in order, each perhaps with an exact version
   * @param excluded whether the package must not come ({@code !name})
   * @param text as written
   * @param at where it is written, for messages
   */
  public record PackageWish(
      List<NamedVersion> alternatives, boolean excluded, String text, Location at) {}

  /**
   * @param version exact; empty for any
   */
  public record NamedVersion(String name, String version) {}

  /**
   * A maintainer script, or a line of one, that may be left out.
   *
   * @param line trimmed text; empty for the whole script
   */
  public record ScriptAllowance(String packageName, String script, String line, String reason) {}

  /**
   * @param name of the file beside the spec, for messages
   * @param pem its content
   */
  public record CertificateFile(String name, String pem) {}

  /**
   * Runtime settings of the image (OCI image-spec, config.md).
   *
   * @param environment in byte order
   * @param user {@code name}, {@code uid}, with an optional {@code :group}; empty for root
   * @param userAt where that is written; of no meaning where it is empty
   * @param ports {@code 8080/tcp}
   */
  public record ImageSettings(
      SortedMap<String, String> environment,
      List<String> entrypoint,
      List<String> command,
      String user,
      Location userAt,
      String workdir,
      List<String> ports,
      List<String> volumes,
      String stopSignal,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations) {}

  /**
   * How the tree is cut into layers.
   *
   * @param byOrigin whether source packages get layers of their own
   * @param budget how many layers at the most, with {@code byOrigin}
   */
  public record LayerPolicy(boolean byOrigin, int budget) {}
}
