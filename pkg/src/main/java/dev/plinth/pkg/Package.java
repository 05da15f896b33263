package dev.plinth.pkg;

import dev.plinth.model.Digest;
import java.util.List;
import java.util.stream.Stream;

/**
 * One version of a binary package as a signed index describes it.
 *
 * @param name binary package name
 * @param version in the format's own order
 * @param architecture {@code amd64}, {@code all}, …, as the format writes it
 * @param source name of the source package
 * @param sourceVersion version of the source package
 * @param repository identifies the index it comes from, in the words of the lock ({@code
 *     debian/bookworm-security/main}); never a host name
 * @param path below the repository's root
 * @param size of the package file in bytes
 * @param sha256 of the package file
 * @param installedSize in KiB, as declared
 * @param priority as declared ({@code required}, …); empty where missing
 * @param essential whether the format says that every system must have it
 * @param multiArch {@code no}, {@code same}, {@code foreign} or {@code allowed}
 * @param relations in the order of the index
 */
public record Package(
    String name,
    String version,
    String architecture,
    String source,
    String sourceVersion,
    String repository,
    String path,
    long size,
    Digest sha256,
    long installedSize,
    String priority,
    boolean essential,
    String multiArch,
    List<Relation> relations) {

  public Package {
    relations = List.copyOf(relations);
  }

  /** The relations of one kind, in the order written. */
  public Stream<Relation> relations(Relation.Kind kind) {
    return relations.stream().filter(relation -> relation.kind() == kind);
  }

  @Override
  public String toString() {
    return name + "=" + version;
  }
}
