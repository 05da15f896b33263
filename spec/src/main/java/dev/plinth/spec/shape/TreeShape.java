package dev.plinth.spec.shape;

import static dev.plinth.spec.shape.SpecShape.may;
import static dev.plinth.spec.shape.SpecShape.must;
import static dev.plinth.spec.shape.SpecShape.text;

import dev.plinth.spec.shape.Shape.Field;
import dev.plinth.spec.shape.Shape.Fields;
import dev.plinth.spec.shape.Shape.Flag;
import dev.plinth.spec.shape.Shape.Listing;
import dev.plinth.spec.shape.Shape.OneOf;
import dev.plinth.spec.shape.Shape.Whole;
import java.util.List;

/** The keys of a spec that change the tree: accounts, paths, files, certificates. */
final class TreeShape {
  /**
   * Ids above are not portable: 65534 is nobody's, 65535 an error value, the rest is not mapped.
   */
  static final int LARGEST_ID = 2_000_000_000;

  private TreeShape() {}

  static List<Field> fields() {
    return List.of(
        may(
            "accounts",
            new Fields(
                "accounts",
                List.of(
                    may("groups", new Listing(group(), false, 0), "Groups to add."),
                    may("users", new Listing(user(), false, 0), "Users to add."))),
            "Users and groups that packages do not bring."),
        may(
            "paths",
            new Listing(path(), false, 0),
            "Directories, links, permissions and removals, done in this order."),
        may(
            "files",
            new Listing(file(), false, 0),
            "Files and folders beside the spec that are copied into the image."),
        may(
            "certificates",
            new Listing(text(Words.FILE), true, 0),
            "PEM files beside the spec whose certificates every bundle gets, Java's too."));
  }

  private static Fields group() {
    return new Fields(
        "group",
        List.of(
            must("name", text(Words.ACCOUNT), "Its name."),
            may("gid", new Whole(0, LARGEST_ID), "Its number; the next free one where missing."),
            may("system", new Flag(), "Whether a free number is one of the system's.")));
  }

  private static Fields user() {
    return new Fields(
        "user",
        List.of(
            must("name", text(Words.ACCOUNT), "The user's name."),
            may("uid", new Whole(0, LARGEST_ID), "The number; the next free one where missing."),
            may("system", new Flag(), "Whether a free number is one of the system's."),
            may("group", text(Words.ACCOUNT), "Primary group; one named like the user by default."),
            may("groups", new Listing(text(Words.ACCOUNT), true, 0), "Further groups."),
            may("home", text(Words.PATH), "Home directory; /nonexistent by default."),
            may("create-home", new Flag(), "Whether the home directory is made."),
            may("shell", text(Words.PATH), "Login shell; /usr/sbin/nologin by default."),
            may("gecos", text(Words.GECOS), "Full name or comment.")));
  }

  private static OneOf path() {
    return new OneOf(
        "path",
        List.of(
            new Fields(
                "directory",
                List.of(
                    must("directory", text(Words.PATH), "A directory to make, with its parents."),
                    may("mode", text(Words.MODE), "Its mode; 0755 for a new one."),
                    may("owner", text(Words.OWNER), "Its owner; root for a new one."))),
            new Fields(
                "link",
                List.of(
                    must("link", text(Words.PATH), "A symbolic link to make."),
                    must("target", text(Words.TARGET), "What it points to."))),
            new Fields(
                "permissions",
                List.of(
                    must("permissions", text(Words.PATH), "A path that exists."),
                    may("mode", text(Words.MODE), "Its new mode."),
                    may("owner", text(Words.OWNER), "Its new owner."),
                    may("recursive", new Flag(), "Whether all below it changes too."))),
            new Fields(
                "remove",
                List.of(
                    must(
                        "remove",
                        text(Words.PATH),
                        "Paths to remove: * and ? within an element, ** across elements.")))));
  }

  static Fields file() {
    return new Fields(
        "file",
        List.of(
            must(
                "source",
                text(Words.FILE),
                "A file or folder beside the spec; {architecture} in it stands for amd64 or arm64."),
            must(
                "destination", text(Words.DESTINATION), "Where it goes; into it, if it ends in /."),
            may("mode", text(Words.MODE), "Mode of the files; 0644, or 0755 for programs."),
            may("owner", text(Words.OWNER), "Owner; root by default.")));
  }
}
