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
import java.util.Map;
import java.util.TreeMap;

/** update-rc.d(8) and deb-systemd-helper(1p): the links that enable services. */
final class Init implements Command {
  private static final String UNITS = "/etc/systemd/system";
  private static final String STATE = "/var/lib/systemd/deb-systemd-helper-enabled";
  private static final List<String> LEVELS = List.of("0", "1", "2", "3", "4", "5", "6", "S");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    try {
      return RawPath.name(call.arguments().getFirst()).equals("update-rc.d")
          ? updateRc(call)
          : helper(call);
    } catch (FileSystemException e) {
      throw new NotUnderstood(
          0, call.arguments().getFirst() + " cannot change the tree: " + e.getMessage());
    }
  }

  // ---- update-rc.d -------------------------------------------------------------------------

  private static int updateRc(Invocation call) throws FileSystemException, NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    words.removeIf(w -> w.equals("-f"));
    if (words.size() < 2) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    String name = words.get(0);
    Tree tree = call.tree();
    String script = "/etc/init.d/" + name;
    switch (words.get(1)) {
      case "remove" -> unlink(tree, name);
      case "defaults", "defaults-disabled" -> {
        if (!tree.isRegularFile(script)) {
          return 1;
        }
        link(call, name, header(tree, script), words.get(1).equals("defaults-disabled"));
      }
      case "enable", "disable" -> {
        return 0;
      }
      default -> throw Options.unknown(call.arguments(), words.get(1));
    }
    return 0;
  }

  private static void unlink(Tree tree, String name) throws FileSystemException {
    for (String level : LEVELS) {
      String folder = "/etc/rc" + level + ".d";
      if (tree.isDirectory(folder)) {
        for (String link : tree.list(folder)) {
          if (link.length() > 3 && link.substring(3).equals(name)) {
            tree.remove(folder + "/" + link);
          }
        }
      }
    }
  }

  /** LSB headers of an init script (Linux Standard Base, "Comment conventions"). */
  private static Map<String, List<String>> header(Tree tree, String script)
      throws FileSystemException {
    TreeMap<String, List<String>> fields = new TreeMap<>();
    boolean inside = false;
    String text = new String(tree.content(script).bytes(), StandardCharsets.ISO_8859_1);
    for (String line : text.lines().toList()) {
      if (line.startsWith("### BEGIN INIT INFO")) {
        inside = true;
      } else if (line.startsWith("### END INIT INFO")) {
        break;
      } else if (inside && line.startsWith("# ") && line.contains(":")) {
        int colon = line.indexOf(':');
        fields.put(
            line.substring(2, colon).strip(),
            List.of(line.substring(colon + 1).strip().split("\\s+")));
      }
    }
    return fields;
  }

  private static void link(
      Invocation call, String name, Map<String, List<String>> header, boolean disabled)
      throws FileSystemException {
    boolean made = false;
    for (String level : LEVELS) {
      boolean start = header.getOrDefault("Default-Start", List.of()).contains(level);
      boolean stop = header.getOrDefault("Default-Stop", List.of()).contains(level);
      if (start || stop) {
        String folder = "/etc/rc" + level + ".d";
        call.tree().mkdirs(folder, call.origin());
        boolean exists =
            call.tree().list(folder).stream()
                .anyMatch(l -> l.length() > 3 && l.substring(3).equals(name));
        if (!exists) {
          String path = folder + "/" + (start && !disabled ? "S" : "K") + "01" + name;
          call.tree()
              .put(
                  path,
                  new Node.Symlink(Attributes.generated(0777, call.origin()), "../init.d/" + name));
          made = true;
        }
      }
    }
    if (made) {
      call.note(new Invocation.Note.Did("init links of " + name));
    }
  }

  // ---- deb-systemd-helper ------------------------------------------------------------------

  private static int helper(Invocation call) throws FileSystemException, NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    boolean user = words.removeIf(w -> w.equals("--user"));
    words.removeIf(w -> w.equals("--quiet") || w.equals("--system"));
    if (words.size() < 2) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    String units = user ? "/etc/systemd/user" : UNITS;
    String state = user ? "/var/lib/systemd/deb-systemd-user-helper-enabled" : STATE;
    int code = 0;
    for (String unit : words.subList(1, words.size())) {
      String also = state + "/" + unit + ".dsh-also";
      code |=
          switch (words.getFirst()) {
            case "unmask", "mask", "purge", "disable", "reenable" -> 0;
            case "debian-installed" -> call.tree().isRegularFile(also) ? 0 : 1;
            // Never seen before counts as enabled, so that enable follows.
            case "was-enabled" -> wasEnabled(call.tree(), also) ? 0 : 1;
            case "is-enabled" -> call.tree().isRegularFile(also) ? 0 : 1;
            case "enable" -> enable(call, unit, units, state, user, true);
            case "update-state" -> enable(call, unit, units, state, user, false);
            default -> throw Options.unknown(call.arguments(), words.getFirst());
          };
    }
    return code;
  }

  private static boolean wasEnabled(Tree tree, String also) throws FileSystemException {
    if (!tree.isRegularFile(also)) {
      return true;
    }
    for (String link :
        new String(tree.content(also).bytes(), StandardCharsets.ISO_8859_1).lines().toList()) {
      if (tree.lstat(link).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static int enable(
      Invocation call, String unit, String units, String state, boolean user, boolean links)
      throws FileSystemException {
    Tree tree = call.tree();
    String folder =
        (isMoved(tree) ? "/usr/lib" : "/lib") + "/systemd/" + (user ? "user" : "system");
    String file = folder + "/" + unit;
    if (!tree.isRegularFile(file)) {
      return 0;
    }
    List<String> wanted = new ArrayList<>();
    boolean install = false;
    for (String line :
        new String(tree.content(file).bytes(), StandardCharsets.ISO_8859_1).lines().toList()) {
      String text = line.strip();
      if (text.startsWith("[")) {
        install = text.equals("[Install]");
      } else if (install && text.contains("=")) {
        String key = text.substring(0, text.indexOf('=')).strip();
        for (String value : text.substring(text.indexOf('=') + 1).strip().split("\\s+")) {
          switch (key) {
            case "WantedBy" -> wanted.add(value + ".wants/" + unit);
            case "RequiredBy" -> wanted.add(value + ".requires/" + unit);
            case "Alias" -> wanted.add(value);
            default -> {}
          }
        }
      }
    }
    tree.mkdirs(state, call.origin());
    StringBuilder also = new StringBuilder();
    for (String link : wanted) {
      also.append(units).append('/').append(link).append('\n');
      if (links) {
        place(call, units + "/" + link, file);
        tree.mkdirs(RawPath.parent(state + "/" + link), call.origin());
        tree.write(
            state + "/" + link, Content.ofRaw(""), Attributes.generated(0644, call.origin()));
      }
    }
    tree.write(
        state + "/" + unit + ".dsh-also",
        Content.ofRaw(also.toString()),
        Attributes.generated(0644, call.origin()));
    if (links) {
      call.note(new Invocation.Note.Did("unit " + unit + " enabled"));
    }
    return 0;
  }

  private static void place(Invocation call, String link, String target)
      throws FileSystemException {
    call.tree().mkdirs(RawPath.parent(link), call.origin());
    if (call.tree().lstat(link).isEmpty()) {
      call.tree().put(link, new Node.Symlink(Attributes.generated(0777, call.origin()), target));
    }
  }

  /** From trixie on the helper itself looks below /usr/lib only. */
  private static boolean isMoved(Tree tree) throws FileSystemException {
    String helper = "/usr/bin/deb-systemd-helper";
    return !tree.isRegularFile(helper)
        || !new String(tree.content(helper).bytes(), StandardCharsets.ISO_8859_1)
            .contains("/lib/systemd/system/")
        || new String(tree.content(helper).bytes(), StandardCharsets.ISO_8859_1)
            .contains("usr/lib/systemd");
  }
}
