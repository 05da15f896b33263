package dev.plinth.inventory;

import java.util.List;

/**
 * What the files of an image say of its distribution; nothing is inferred. All empty where no file
 * says anything.
 *
 * @param id os-release's ID
 * @param idLike os-release's ID_LIKE, in its order
 * @param versionId os-release's VERSION_ID
 * @param codename os-release's VERSION_CODENAME
 * @param prettyName os-release's PRETTY_NAME
 * @param debianVersion the first line of {@code etc/debian_version}
 * @param contentSets Red Hat's repositories, of content manifests ({@code root/buildinfo})
 * @param doubts why these facts cannot be relied on: files that contradict each other, repeated
 *     keys; one sentence each
 */
public record SystemFacts(
    String id,
    List<String> idLike,
    String versionId,
    String codename,
    String prettyName,
    String debianVersion,
    List<String> contentSets,
    List<String> doubts) {
  /** An image without any such file. */
  public static final SystemFacts NONE =
      new SystemFacts("", List.of(), "", "", "", "", List.of(), List.of());

  public SystemFacts {
    idLike = List.copyOf(idLike);
    contentSets = List.copyOf(contentSets);
    doubts = List.copyOf(doubts);
  }
}
