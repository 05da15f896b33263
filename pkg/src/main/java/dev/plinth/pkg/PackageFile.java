package dev.plinth.pkg;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An opened package: what the installer unpacks. The bytes were verified before.
 *
 * @param pkg as the signed index describes it
 * @param control files of the control archive by name without {@code ./} ({@code control}, {@code
 *     postinst}, {@code conffiles}, …)
 * @param members of the data archive in its order, names as safe canonical paths
 * @param newest the newest time, in seconds since 1970, that the outer archive's members carry
 */
public record PackageFile(
    Package pkg, SortedMap<String, Content> control, List<Member> members, long newest) {

  public PackageFile {
    members = List.copyOf(members);
  }

  /**
   * One member of the data archive.
   *
   * @param path canonical raw path as the package has it (before merged /usr)
   * @param node the directory, file or link; for a hard link the file's attributes without content
   * @param hardLinkTo canonical path of the earlier member that this is a hard link to, else null
   */
  public record Member(String path, Node node, @Nullable String hardLinkTo) {}
}
