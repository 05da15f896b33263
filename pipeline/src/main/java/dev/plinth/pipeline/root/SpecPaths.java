package dev.plinth.pipeline.root;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.PathRule;
import dev.plinth.spec.PathRule.Owner;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Applies the spec's {@code paths} in the order written. */
final class SpecPaths {
  static final Origin ORIGIN = new Origin.Generated("spec");
  private static final int DIRECTORY_MODE = 0755;

  private final Tree tree;
  private final AccountFiles accounts;

  SpecPaths(Tree tree, AccountFiles accounts) {
    this.tree = tree;
    this.accounts = accounts;
  }

  void apply(List<PathRule> rules) {
    for (PathRule rule : rules) {
      try {
        switch (rule) {
          case PathRule.Directory directory -> directory(directory);
          case PathRule.Link link -> link(link);
          case PathRule.Permissions permissions -> permissions(permissions);
          case PathRule.Removal removal -> remove(removal.path());
        }
      } catch (FileSystemException e) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            rule.at() + ": the path " + rule.path() + " cannot be changed: " + reason(e),
            "correct the path, or put what makes it before it in 'paths'",
            e);
      }
    }
  }

  private void directory(PathRule.Directory rule) throws FileSystemException {
    String path = RawPath.ofText(rule.path());
    if (!tree.isDirectory(path)) {
      tree.mkdirs(RawPath.parent(path), ORIGIN);
      tree.put(path, new Node.Directory(Attributes.generated(DIRECTORY_MODE, ORIGIN)));
    }
    change(path, rule.mode(), rule.owner());
  }

  private void link(PathRule.Link rule) throws FileSystemException {
    String path = RawPath.ofText(rule.path());
    tree.mkdirs(RawPath.parent(path), ORIGIN);
    tree.put(
        path, new Node.Symlink(Attributes.generated(0777, ORIGIN), RawPath.ofText(rule.target())));
  }

  private void permissions(PathRule.Permissions rule) throws FileSystemException {
    String path = RawPath.ofText(rule.path());
    List<String> targets = new ArrayList<>(List.of(path));
    if (rule.recursive()) {
      targets.clear();
      tree.forEachBelow(path, (name, node) -> targets.add(name));
    }
    for (String target : targets) {
      boolean link = tree.lstat(target).filter(Node.Symlink.class::isInstance).isPresent();
      if (!link || !rule.recursive()) {
        change(target, rule.mode(), rule.owner());
      }
    }
  }

  private void change(String path, OptionalInt mode, Optional<Owner> owner)
      throws FileSystemException {
    Optional<int[]> ids = owner.map(this::ids);
    if (mode.isPresent() || ids.isPresent()) {
      tree.change(
          path,
          true,
          old -> {
            Attributes changed = mode.isPresent() ? old.withMode(mode.getAsInt()) : old;
            return ids.isPresent() ? changed.withOwner(ids.get()[0], ids.get()[1]) : changed;
          });
    }
  }

  /** User and group as numbers; the user's own group where none is named. */
  int[] ids(Owner owner) {
    int uid;
    OptionalInt own = OptionalInt.empty();
    if (owner.user().matches("[0-9]{1,9}")) {
      uid = Integer.parseInt(owner.user());
      own = accounts.user(uid).map(u -> OptionalInt.of(u.gid())).orElse(OptionalInt.empty());
    } else {
      AccountFiles.User user =
          accounts.user(owner.user()).orElseThrow(() -> unknown("user", owner.user(), owner));
      uid = user.uid();
      own = OptionalInt.of(user.gid());
    }
    if (owner.group().isEmpty()) {
      return new int[] {uid, own.orElse(0)};
    }
    if (owner.group().matches("[0-9]{1,9}")) {
      return new int[] {uid, Integer.parseInt(owner.group())};
    }
    return new int[] {
      uid, accounts.group(owner.group()).orElseThrow(() -> unknown("group", owner.group(), owner))
    };
  }

  /** Removes what the pattern names, deepest first; copyright files stay, and what holds them. */
  private void remove(String pattern) throws FileSystemException {
    java.util.regex.Pattern wanted = PathPattern.compile(RawPath.ofText(pattern));
    TreeSet<String> found = new TreeSet<>();
    String[] above = {""};
    tree.forEach((path, node) -> {
      boolean below = !above[0].isEmpty() && path.startsWith(above[0]);
      if (below || wanted.matcher(path).matches()) {
        found.add(path);
        above[0] = below ? above[0] : path + "/";
      }
    });
    for (String path : found.descendingSet()) {
      boolean full =
          tree.lstat(path).filter(Node.Directory.class::isInstance).isPresent()
              && !tree.list(path).isEmpty();
      if (!full && !isCopyright(path) && !path.equals("/")) {
        tree.remove(path);
      }
    }
  }

  /** Debian policy 12.5: a package's copyright file, or the folder's link to the one it shares. */
  private boolean isCopyright(String path) {
    return path.matches("/usr/share/doc/[^/]+/copyright(\\..*)?")
        || path.startsWith("/usr/share/common-licenses")
        || (path.matches("/usr/share/doc/[^/]+")
            && tree.lstat(path).filter(Node.Symlink.class::isInstance).isPresent());
  }

  private static PlinthException unknown(String kind, String name, Owner owner) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        owner.at() + ": the image has no " + kind + " '" + name + "'",
        "add it to 'accounts'");
  }

  static String reason(FileSystemException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "there is no " + RawPath.toText(e.getFile());
      case java.nio.file.NotDirectoryException _ ->
          RawPath.toText(e.getFile()) + " passes through what is not a directory";
      case java.nio.file.FileAlreadyExistsException _ ->
          RawPath.toText(e.getFile()) + " exists and is something else";
      default -> String.valueOf(e.getMessage());
    };
  }
}
