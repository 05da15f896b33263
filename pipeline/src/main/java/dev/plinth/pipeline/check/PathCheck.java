package dev.plinth.pipeline.check;

import dev.plinth.pipeline.root.AccountFiles;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.ImageTest.PathTest;
import dev.plinth.spec.ImageTest.UserTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tests of what stands in the tree; an empty text says that all of it held. */
final class PathCheck {
  private final Tree tree;
  private final AccountFiles accounts;

  PathCheck(Tree tree, AccountFiles accounts) {
    this.tree = tree;
    this.accounts = accounts;
  }

  String check(PathTest test) {
    String path = RawPath.ofText(test.path());
    boolean aboutLink = test.target().isPresent() || test.type().equals(Optional.of("link"));
    Optional<Node> found = aboutLink ? tree.lstat(path) : tree.stat(path);
    if (!test.exists()) {
      return tree.lstat(path).isPresent() ? test.path() + " exists and must not" : "";
    }
    if (found.isEmpty()) {
      return test.path() + " does not exist";
    }
    List<String> wrong = new ArrayList<>();
    Node node = found.get();
    Attributes attributes = node.attributes();
    expect(wrong, "type", test.type(), kind(node));
    if (test.mode().isPresent() && test.mode().getAsInt() != attributes.mode()) {
      wrong.add("mode is " + octal(attributes.mode()) + ", not " + octal(test.mode().getAsInt()));
    }
    test.user().ifPresent(user -> expectId(wrong, "user", user, attributes.uid(), uid(user)));
    test.group().ifPresent(group -> expectId(wrong, "group", group, attributes.gid(), gid(group)));
    test.target()
        .ifPresent(target ->
            expect(
                wrong,
                "target",
                Optional.of(target),
                node instanceof Node.Symlink link ? RawPath.toText(link.target()) : "none"));
    test.contains()
        .ifPresent(text -> {
          if (!(node instanceof Node.RegularFile file)) {
            wrong.add("it is no file that could hold '" + text + "'");
          } else if (!new String(file.content().bytes(), StandardCharsets.UTF_8).contains(text)) {
            wrong.add("it does not hold '" + text + "'");
          }
        });
    return wrong.isEmpty() ? "" : test.path() + ": " + String.join("; ", wrong);
  }

  static String check(UserTest test, AccountFiles accounts) {
    Optional<AccountFiles.User> found = accounts.user(test.user());
    if (found.isEmpty()) {
      return "there is no user " + test.user();
    }
    AccountFiles.User user = found.get();
    List<String> wrong = new ArrayList<>();
    if (test.uid().isPresent() && test.uid().getAsInt() != user.uid()) {
      wrong.add("uid is " + user.uid() + ", not " + test.uid().getAsInt());
    }
    expect(wrong, "home", test.home(), user.home());
    expect(wrong, "shell", test.shell(), user.shell());
    return wrong.isEmpty() ? "" : test.user() + ": " + String.join("; ", wrong);
  }

  private static void expect(List<String> wrong, String what, Optional<String> wanted, String is) {
    if (wanted.isPresent() && !wanted.get().equals(is)) {
      wrong.add(what + " is " + is + ", not " + wanted.get());
    }
  }

  private static void expectId(
      List<String> wrong, String what, String name, int is, OptionalInt wanted) {
    if (wanted.isEmpty()) {
      wrong.add("the image has no " + what + " " + name);
    } else if (wanted.getAsInt() != is) {
      wrong.add(what + " is " + is + ", not " + name);
    }
  }

  private OptionalInt uid(String name) {
    return name.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(name))
        : accounts.user(name).map(u -> OptionalInt.of(u.uid())).orElse(OptionalInt.empty());
  }

  private OptionalInt gid(String name) {
    return name.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(name))
        : accounts.group(name);
  }

  private static String kind(Node node) {
    return switch (node) {
      case Node.Directory _ -> "directory";
      case Node.RegularFile _ -> "file";
      case Node.Symlink _ -> "link";
      case Node.Special _ -> "special";
    };
  }

  private static String octal(int mode) {
    return "0" + Integer.toOctalString(mode);
  }
}
