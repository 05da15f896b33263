package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.dpkg.AlternativeGroup.Choice;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** update-alternatives(1). */
final class Alternatives implements Command {
  private static final int ERROR = 2;
  private static final Set<String> IGNORED =
      Set.of("--quiet", "--verbose", "--skip-auto", "--force");

  private static final Set<String> ACTIONS =
      Set.of(
          "--install",
          "--remove",
          "--remove-all",
          "--auto",
          "--set",
          "--query",
          "--list",
          "--display");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    words.removeIf(IGNORED::contains);
    if (words.isEmpty()) {
      throw Options.unknown(call.arguments(), "a call without words");
    }
    if (!ACTIONS.contains(words.getFirst())) {
      throw Options.unknown(call.arguments(), words.getFirst());
    }
    AlternativeLinks links = new AlternativeLinks(call);
    try {
      return switch (words.getFirst()) {
        case "--install" -> install(call, links, words);
        case "--remove" -> remove(call, links, words.get(1), words.get(2));
        case "--remove-all" -> removeAll(call, links, words.get(1));
        case "--auto" -> auto(call, links, words.get(1));
        case "--set" -> set(call, links, words.get(1), words.get(2));
        case "--query", "--list", "--display" -> show(call, links, words);
        default -> throw Options.unknown(call.arguments(), words.getFirst());
      };
    } catch (FileSystemException e) {
      throw new NotUnderstood("update-alternatives cannot change the tree: " + e.getMessage());
    } catch (IndexOutOfBoundsException e) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
  }

  private static int error(Invocation call, String why) throws NotUnderstood {
    call.complain("update-alternatives: error: " + why + "\n");
    return ERROR;
  }

  private static int install(Invocation call, AlternativeLinks links, List<String> words)
      throws FileSystemException, NotUnderstood {
    String link = words.get(1);
    String name = words.get(2);
    String path = words.get(3);
    if (!words.get(4).matches("-?[0-9]{1,9}")) {
      return error(call, "priority must be an integer");
    }
    AlternativeGroup group = links.load(name).orElseGet(() -> new AlternativeGroup(name, link));
    Choice choice = new Choice(path, Integer.parseInt(words.get(4)), new TreeMap<>());
    for (int i = 5; i < words.size(); i += 4) {
      if (!words.get(i).equals("--slave")) {
        throw Options.unknown(call.arguments(), words.get(i));
      }
      choice.slaves().put(words.get(i + 2), words.get(i + 3));
      group.slaves().put(words.get(i + 2), words.get(i + 1));
    }
    if (call.tree().stat(path).isEmpty()) {
      return error(call, "alternative path " + path + " doesn't exist");
    }
    group.link(link);
    if (group.choices().isEmpty()) {
      group.manual(false);
    }
    group.choices().put(path, choice);
    settle(call, links, group);
    call.note(new Invocation.Note.Did("alternative " + name + " " + path));
    return 0;
  }

  /** In automatic mode the best is taken; what was chosen by hand stays as long as it exists. */
  private static void settle(Invocation call, AlternativeLinks links, AlternativeGroup group)
      throws FileSystemException {
    Optional<String> current = links.current(group);
    boolean byHand =
        group.isManual() && current.isPresent() && call.tree().stat(current.get()).isPresent();
    if (!byHand) {
      group.manual(false);
    }
    Optional<Choice> wanted =
        byHand ? current.map(path -> group.choices().get(path)) : group.best();
    links.save(group);
    if (wanted.isPresent()) {
      links.point(group, wanted.get());
    }
  }

  private static int remove(Invocation call, AlternativeLinks links, String name, String path)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = links.load(name);
    if (group.isPresent() && group.get().choices().remove(path) != null) {
      if (group.get().choices().isEmpty()) {
        links.remove(group.get());
      } else {
        if (links.current(group.get()).filter(path::equals).isPresent()) {
          group.get().manual(false);
        }
        settle(call, links, group.get());
      }
      call.note(new Invocation.Note.Did("alternative " + name + " without " + path));
    }
    return 0;
  }

  private static int removeAll(Invocation call, AlternativeLinks links, String name)
      throws FileSystemException {
    Optional<AlternativeGroup> group = links.load(name);
    if (group.isPresent()) {
      links.remove(group.get());
      call.note(new Invocation.Note.Did("alternative " + name + " removed"));
    }
    return 0;
  }

  private static int auto(Invocation call, AlternativeLinks links, String name)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = links.load(name);
    if (group.isEmpty()) {
      return error(call, "no alternatives for " + name);
    }
    group.get().manual(false);
    settle(call, links, group.get());
    return 0;
  }

  private static int set(Invocation call, AlternativeLinks links, String name, String path)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> group = links.load(name);
    if (group.isEmpty()) {
      return error(call, "no alternatives for " + name);
    }
    Choice choice = group.get().choices().get(path);
    if (choice == null) {
      return error(call, "alternative " + path + " for " + name + " not registered; not setting");
    }
    group.get().manual(true);
    links.save(group.get());
    links.point(group.get(), choice);
    call.note(new Invocation.Note.Did("alternative " + name + " set to " + path));
    return 0;
  }

  private static int show(Invocation call, AlternativeLinks links, List<String> words)
      throws FileSystemException, NotUnderstood {
    Optional<AlternativeGroup> found = links.load(words.get(1));
    if (found.isEmpty()) {
      return error(call, "no alternatives for " + words.get(1));
    }
    AlternativeGroup group = found.get();
    if (words.getFirst().equals("--list")) {
      for (String path : new TreeMap<>(group.choices()).keySet()) {
        call.print(path + "\n");
      }
      return 0;
    }
    if (words.getFirst().equals("--display")) {
      // Only its exit status is asked for; its text is for people and translated.
      call.print(group.name() + " - " + (group.isManual() ? "manual" : "auto") + " mode\n");
      return 0;
    }
    StringBuilder text = new StringBuilder();
    text.append("Name: ").append(group.name()).append("\nLink: ").append(group.link()).append('\n');
    slaves(text, group.slaves());
    text.append("Status: ").append(group.isManual() ? "manual" : "auto").append('\n');
    group.best().ifPresent(best -> text.append("Best: ").append(best.path()).append('\n'));
    text.append("Value: ").append(links.current(group).orElse("none")).append('\n');
    for (Choice choice : new TreeMap<>(group.choices()).values()) {
      text.append("\nAlternative: ").append(choice.path());
      text.append("\nPriority: ").append(choice.priority()).append('\n');
      slaves(text, choice.slaves());
    }
    call.print(text.toString());
    return 0;
  }

  private static void slaves(StringBuilder text, java.util.Map<String, String> slaves) {
    if (!slaves.isEmpty()) {
      text.append("Slaves:\n");
      slaves.forEach(
          (name, path) -> text.append(' ').append(name).append(' ').append(path).append('\n'));
    }
  }
}
