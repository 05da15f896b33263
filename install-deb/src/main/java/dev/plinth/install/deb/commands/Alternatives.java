package dev.plinth.install.deb.commands;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** update-alternatives(1), with its database below {@code /var/lib/dpkg/alternatives}. */
final class Alternatives implements Command {
  private static final String LINKS = "/etc/alternatives";
  private static final String DATABASE = "/var/lib/dpkg/alternatives";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    words.removeIf(w -> List.of("--quiet", "--force", "--verbose", "--skip-auto").contains(w));
    if (words.isEmpty()) {
      throw Options.unknown(call.arguments(), "a call without words");
    }
    try {
      return switch (words.getFirst()) {
        case "--install" -> install(call, words);
        case "--remove" -> remove(call, words.get(1), words.get(2));
        case "--remove-all" -> removeAll(call, words.get(1));
        case "--auto" -> auto(call, words.get(1));
        case "--set" -> set(call, words.get(1), words.get(2));
        case "--query", "--display", "--list" -> query(call, words.getFirst(), words.get(1));
        default -> throw Options.unknown(call.arguments(), words.getFirst());
      };
    } catch (FileSystemException e) {
      throw new NotUnderstood(0, "update-alternatives cannot change the tree: " + e.getMessage());
    } catch (IndexOutOfBoundsException e) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
  }

  private static int install(Invocation call, List<String> words)
      throws FileSystemException, NotUnderstood {
    AlternativeGroup group =
        load(call.tree(), words.get(2)).orElseGet(() -> new AlternativeGroup(words.get(2)));
    group.link = words.get(1);
    int priority = number(call, words.get(4));
    AlternativeGroup.Choice choice = new AlternativeGroup.Choice(words.get(3), priority);
    for (int i = 5; i < words.size(); i += 4) {
      if (!words.get(i).equals("--slave")) {
        throw Options.unknown(call.arguments(), words.get(i));
      }
      group.slave(words.get(i + 2), words.get(i + 1));
      choice.slaves().put(words.get(i + 2), words.get(i + 3));
    }
    if (call.tree().stat(choice.path()).isEmpty()) {
      call.complain(
          "update-alternatives: error: alternative path " + choice.path() + " doesn't exist\n");
      return 2;
    }
    group.choices.put(choice.path(), choice);
    apply(call, group);
    call.note(new Invocation.Note.Did("alternative " + group.name + " → " + choice.path()));
    return 0;
  }

  private static int number(Invocation call, String text) throws NotUnderstood {
    if (!text.matches("-?[0-9]{1,9}")) {
      throw Options.unknown(call.arguments(), "the priority " + text);
    }
    return Integer.parseInt(text);
  }

  private static int remove(Invocation call, String name, String path)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = load(call.tree(), name);
    if (group.isPresent() && group.get().choices.remove(path) != null) {
      if (group.get().choices.isEmpty()) {
        return removeAll(call, name);
      }
      apply(call, group.get());
    }
    return 0;
  }

  private static int removeAll(Invocation call, String name)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = load(call.tree(), name);
    if (group.isPresent()) {
      for (var entry : group.get().allLinks().entrySet()) {
        unlink(call.tree(), entry.getValue());
        unlink(call.tree(), LINKS + "/" + entry.getKey());
      }
      call.tree().remove(DATABASE + "/" + name);
    }
    return 0;
  }

  private static int auto(Invocation call, String name) throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = load(call.tree(), name);
    if (group.isEmpty()) {
      call.complain("update-alternatives: error: no alternatives for " + name + "\n");
      return 2;
    }
    group.get().manual = "";
    apply(call, group.get());
    return 0;
  }

  private static int set(Invocation call, String name, String path)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = load(call.tree(), name);
    if (group.isEmpty() || !group.get().choices.containsKey(path)) {
      call.complain(
          "update-alternatives: error: alternative "
              + path
              + " for "
              + name
              + " not registered; not setting\n");
      return 2;
    }
    group.get().manual = path;
    apply(call, group.get());
    return 0;
  }

  private static int query(Invocation call, String how, String name)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = load(call.tree(), name);
    if (group.isEmpty()) {
      call.complain("update-alternatives: error: no alternatives for " + name + "\n");
      return 2;
    }
    if (!how.equals("--list")) {
      throw Options.unknown(call.arguments(), how);
    }
    for (String path : group.get().choices.keySet()) {
      call.print(path + "\n");
    }
    return 0;
  }

  /** Points the links at the best choice, or the one set by hand, and writes the database. */
  private static void apply(Invocation call, AlternativeGroup group) throws FileSystemException {
    Tree tree = call.tree();
    AlternativeGroup.Choice best = group.best();
    tree.mkdirs(LINKS, call.origin());
    tree.mkdirs(DATABASE, call.origin());
    point(call, LINKS + "/" + group.name, best.path());
    point(call, group.link, LINKS + "/" + group.name);
    for (var slave : group.slaves.entrySet()) {
      String target = best.slaves().get(slave.getKey());
      if (target != null && tree.stat(target).isPresent()) {
        point(call, LINKS + "/" + slave.getKey(), target);
        if (tree.isDirectory(RawPath.parent(slave.getValue()))) {
          point(call, slave.getValue(), LINKS + "/" + slave.getKey());
        }
      } else {
        unlink(tree, slave.getValue());
        unlink(tree, LINKS + "/" + slave.getKey());
      }
    }
    tree.write(
        DATABASE + "/" + group.name,
        Content.ofRaw(group.text()),
        Attributes.generated(0644, call.origin()));
  }

  private static void point(Invocation call, String path, String target)
      throws FileSystemException {
    Optional<Node> old = call.tree().lstat(path);
    if (old.isPresent() && old.get() instanceof Node.RegularFile) {
      // A real file is never replaced by a link, unless forced (update-alternatives(1)).
      return;
    }
    call.tree().mkdirs(RawPath.parent(path), call.origin());
    call.tree().put(path, new Node.Symlink(Attributes.generated(0777, call.origin()), target));
  }

  private static void unlink(Tree tree, String path) throws FileSystemException {
    if (tree.lstat(path).filter(Node.Symlink.class::isInstance).isPresent()) {
      tree.remove(path);
    }
  }

  private static Optional<AlternativeGroup> load(Tree tree, String name)
      throws FileSystemException {
    String path = DATABASE + "/" + name;
    if (!tree.isRegularFile(path)) {
      return Optional.empty();
    }
    String text = new String(tree.content(path).bytes(), StandardCharsets.ISO_8859_1);
    return Optional.of(AlternativeGroup.parse(name, text));
  }
}
