package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line of {@code ls -l}: mode, links, owner, group, size, time, name, one blank between them. */
final class LongListing {
  /** As for files that are older than half a year, so that it does not depend on the clock. */
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM ppd  yyyy", Locale.ROOT);

  private LongListing() {}

  /**
   * @param numeric {@code -n}: ids instead of names
   */
  static String line(FileAccess files, String path, String name, boolean numeric)
      throws NotUnderstood {
    Node node = files.lstat(path).orElseThrow(() -> new NotUnderstood("ls: " + path));
    if (node instanceof Directory) {
      throw new NotUnderstood("'ls -l' of a directory depends on the file system");
    }
    Attributes attributes = node.attributes();
    int uid = attributes.uid();
    int gid = attributes.gid();
    long time = attributes.mtime() == Attributes.GENERATED ? 0 : attributes.mtime();
    String target = node instanceof Symlink link ? " -> " + link.target() : "";
    return String.join(
        " ",
        node instanceof Symlink ? "lrwxrwxrwx" : Listing.Stat.letters(node),
        Listing.Stat.links(files, path, node),
        numeric ? Integer.toString(uid) : Listing.Stat.user(files, uid),
        numeric ? Integer.toString(gid) : Listing.Stat.group(files, gid),
        Long.toString(Listing.Stat.size(node)),
        DAY.format(Instant.ofEpochSecond(time).atOffset(ZoneOffset.UTC)),
        name + target);
  }
}
