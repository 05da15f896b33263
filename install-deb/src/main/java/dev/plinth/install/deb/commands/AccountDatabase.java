package dev.plinth.install.deb.commands;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The lines of passwd, group, shadow and gshadow, changed as the shadow tools change them. */
final class AccountDatabase {
  static final String PASSWD = "/etc/passwd";
  static final String GROUP = "/etc/group";
  static final String SHADOW = "/etc/shadow";
  static final String GSHADOW = "/etc/gshadow";

  private final Invocation call;
  private final Tree tree;
  private final AccountIds ids;

  AccountDatabase(Invocation call, AccountIds ids) {
    this.call = call;
    this.tree = call.tree();
    this.ids = ids;
  }

  boolean hasShadow() {
    return tree.isRegularFile(SHADOW);
  }

  boolean hasGshadow() {
    return tree.isRegularFile(GSHADOW);
  }

  /** The fields of a line by its first one. */
  Optional<String[]> find(String file, String name) throws NotUnderstood {
    for (String line : lines(file)) {
      String[] fields = line.split(":", -1);
      if (fields[0].equals(name)) {
        return Optional.of(fields);
      }
    }
    return Optional.empty();
  }

  Optional<String> nameOf(String file, int id) throws NotUnderstood {
    for (String line : lines(file)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[2].equals(Integer.toString(id))) {
        return Optional.of(fields[0]);
      }
    }
    return Optional.empty();
  }

  /** Replaces the line with that first field, or adds it at the end. */
  void put(String file, String... fields) throws NotUnderstood {
    List<String> lines = new ArrayList<>(lines(file));
    String line = String.join(":", fields);
    boolean found = false;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(fields[0] + ":")) {
        lines.set(i, line);
        found = true;
      }
    }
    if (!found) {
      lines.add(line);
    }
    write(file, lines);
  }

  void remove(String file, String name) throws NotUnderstood {
    if (tree.isRegularFile(file)) {
      List<String> lines = new ArrayList<>(lines(file));
      if (lines.removeIf(line -> line.startsWith(name + ":"))) {
        write(file, lines);
      }
    }
  }

  /** Adds a group with its gshadow line. */
  void addGroup(String name, int gid) throws NotUnderstood {
    put(GROUP, name, "x", "" + gid, "");
    if (hasGshadow()) {
      put(GSHADOW, name, "!", "", "");
    }
    ids.gaveGroup(name, gid);
    call.note(new Invocation.Note.Did("group " + name + " " + gid));
  }

  /** Adds a user with a locked password. */
  void addUser(String name, int uid, int gid, String gecos, String home, String shell)
      throws NotUnderstood {
    put(PASSWD, name, hasShadow() ? "x" : "!", "" + uid, "" + gid, gecos, home, shell);
    if (hasShadow()) {
      put(SHADOW, name, "!", "" + ids.day(), "", "", "", "", "", "");
    }
    ids.gaveUser(name, uid);
    call.note(new Invocation.Note.Did("user " + name + " " + uid));
  }

  /** Makes a user a member of a group. */
  void join(String user, String group) throws NotUnderstood {
    member(GROUP, group, user);
    if (hasGshadow()) {
      member(GSHADOW, group, user);
    }
  }

  private void member(String file, String group, String user) throws NotUnderstood {
    Optional<String[]> found = find(file, group);
    if (found.isPresent()) {
      String[] fields = found.get();
      List<String> members = new ArrayList<>(List.of(fields[3].split(",")));
      members.removeIf(String::isEmpty);
      if (!members.contains(user)) {
        members.add(user);
        fields[3] = String.join(",", members);
        put(file, fields);
      }
    }
  }

  /** An id for a new user: that of the lock, else the lowest (or highest) free one of the range. */
  int userId(String name, int first, int last, boolean downwards) throws NotUnderstood {
    return free(ids.user(name), taken(PASSWD), taken(GROUP), first, last, downwards);
  }

  int groupId(String name, int first, int last, boolean downwards) throws NotUnderstood {
    return free(ids.group(name), taken(GROUP), new TreeSet<>(), first, last, downwards);
  }

  private static int free(
      @Nullable Integer locked,
      Set<Integer> taken,
      Set<Integer> alsoTaken,
      int first,
      int last,
      boolean downwards)
      throws NotUnderstood {
    if (locked != null && !taken.contains(locked)) {
      return locked;
    }
    for (int i = 0; i <= last - first; i++) {
      int id = downwards ? last - i : first + i;
      if (!taken.contains(id) && !alsoTaken.contains(id)) {
        return id;
      }
    }
    throw new NotUnderstood(0, "all ids from " + first + " to " + last + " are taken");
  }

  private Set<Integer> taken(String file) throws NotUnderstood {
    TreeSet<Integer> taken = new TreeSet<>();
    for (String line : lines(file)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[2].matches("[0-9]{1,9}")) {
        taken.add(Integer.parseInt(fields[2]));
      }
    }
    return taken;
  }

  List<String> lines(String file) throws NotUnderstood {
    if (!tree.isRegularFile(file)) {
      return List.of();
    }
    try {
      return new String(tree.content(file).bytes(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (FileSystemException e) {
      throw new NotUnderstood(0, file + " cannot be read: " + e.getMessage());
    }
  }

  void write(String file, List<String> lines) throws NotUnderstood {
    boolean secret = file.equals(SHADOW) || file.equals(GSHADOW);
    try {
      String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
      Attributes fresh =
          Attributes.generated(secret ? 0640 : 0644, call.origin())
              .withOwner(0, secret ? shadowGroup() : 0);
      tree.write(file, Content.ofRaw(text), fresh);
    } catch (FileSystemException e) {
      throw new NotUnderstood(0, file + " cannot be written: " + e.getMessage());
    }
  }

  private int shadowGroup() throws NotUnderstood {
    return find(GROUP, "shadow").map(fields -> Integer.parseInt(fields[2])).orElse(0);
  }
}
