package dev.plinth.pipeline.root;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The four account files of a root (passwd(5), group(5), shadow(5), gshadow(5)). */
public final class AccountFiles {
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int NAME = 0;
  private static final int ID = 2;
  private static final int GROUP = 3;
  private static final int HOME = 5;
  private static final int SHELL = 6;
  private static final int SYSTEM_FIRST = 100;
  private static final int SYSTEM_LAST = 999;
  private static final int PERSON_FIRST = 1000;
  private static final int PERSON_LAST = 59_999;

  private final Tree tree;
  private final Origin origin;
  private final long day;

  /**
   * @param epoch in seconds: its day is the day of the last password change
   */
  public AccountFiles(Tree tree, Origin origin, long epoch) {
    this.tree = tree;
    this.origin = origin;
    this.day = epoch / SECONDS_OF_DAY;
  }

  /**
   * A user as passwd(5) has it.
   *
   * @param gid of the primary group
   */
  public record User(String name, int uid, int gid, String home, String shell) {}

  public Optional<User> user(String name) {
    return rows("/etc/passwd", SHELL + 1).stream()
        .filter(row -> row[NAME].equals(name))
        .map(row -> new User(row[NAME], number(row[ID]), number(row[GROUP]), row[HOME], row[SHELL]))
        .findFirst();
  }

  /** The user with that number, the first where several share it. */
  public Optional<User> user(int uid) {
    return rows("/etc/passwd", SHELL + 1).stream()
        .filter(row -> row[ID].equals(Integer.toString(uid)))
        .map(row -> new User(row[NAME], uid, number(row[GROUP]), row[HOME], row[SHELL]))
        .findFirst();
  }

  public OptionalInt group(String name) {
    return rows("/etc/group", GROUP + 1).stream()
        .filter(row -> row[NAME].equals(name))
        .mapToInt(row -> number(row[ID]))
        .findFirst();
  }

  /** The ids of the groups that have the user among their members. */
  public SortedSet<Integer> groupsOf(String user) {
    TreeSet<Integer> ids = new TreeSet<>();
    rows("/etc/group", GROUP + 1).stream()
        .filter(row -> List.of(row[GROUP].split(",", -1)).contains(user))
        .forEach(row -> ids.add(number(row[ID])));
    return ids;
  }

  /** Adds a group; returns its id. One that is there already with that id stays. */
  public int addGroup(String name, OptionalInt wanted, boolean system) {
    OptionalInt old = group(name);
    if (old.isPresent()) {
      if (wanted.isPresent() && wanted.getAsInt() != old.getAsInt()) {
        throw taken("group", name, old.getAsInt());
      }
      return old.getAsInt();
    }
    int gid = wanted.orElseGet(() -> free(system));
    append("/etc/group", 0644, name + ":x:" + gid + ":");
    if (tree.isRegularFile("/etc/gshadow")) {
      append("/etc/gshadow", 0640, name + ":!::");
    }
    return gid;
  }

  /** Adds a user with a locked password; returns its id. */
  public int addUser(
      String name,
      OptionalInt wanted,
      boolean system,
      int gid,
      String gecos,
      String home,
      String shell) {
    Optional<User> old = user(name);
    if (old.isPresent()) {
      if (wanted.isPresent() && wanted.getAsInt() != old.get().uid()) {
        throw taken("user", name, old.get().uid());
      }
      return old.get().uid();
    }
    int uid =
        wanted.orElseGet(() -> system || ids("/etc/passwd").contains(gid) ? free(system) : gid);
    append(
        "/etc/passwd", 0644, String.join(":", name, "x", "" + uid, "" + gid, gecos, home, shell));
    if (tree.isRegularFile("/etc/shadow")) {
      append("/etc/shadow", 0640, name + ":!:" + day + "::::::");
    }
    return uid;
  }

  /** Makes {@code user} a member of {@code group}. */
  public void addMember(String group, String user) {
    changeMembers("/etc/group", group, user);
    if (tree.isRegularFile("/etc/gshadow")) {
      changeMembers("/etc/gshadow", group, user);
    }
  }

  private void changeMembers(String file, String group, String user) {
    List<String> lines = new ArrayList<>();
    boolean found = false;
    for (String line : lines(file)) {
      String[] row = line.split(":", -1);
      if (row.length == GROUP + 1 && row[NAME].equals(group)) {
        found = true;
        List<String> members = new ArrayList<>(List.of(row[GROUP].split(",")));
        members.removeIf(String::isEmpty);
        if (!members.contains(user)) {
          members.add(user);
        }
        row[GROUP] = String.join(",", members);
        lines.add(String.join(":", row));
      } else {
        lines.add(line);
      }
    }
    if (!found && file.equals("/etc/group")) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the user " + user + " shall join the group " + group + ", which does not exist",
          "add the group to 'accounts' before the user");
    }
    write(file, lines, 0644);
  }

  /** The lowest id that neither a user nor a group has. */
  private int free(boolean system) {
    TreeSet<Integer> taken = ids("/etc/passwd");
    taken.addAll(ids("/etc/group"));
    int first = system ? SYSTEM_FIRST : PERSON_FIRST;
    int last = system ? SYSTEM_LAST : PERSON_LAST;
    return IntStream.rangeClosed(first, last)
        .filter(id -> !taken.contains(id))
        .findFirst()
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.BAD_INPUT,
                "all ids from " + first + " to " + last + " are taken",
                "give an id"));
  }

  private TreeSet<Integer> ids(String file) {
    TreeSet<Integer> ids = new TreeSet<>();
    rows(file, GROUP + 1).forEach(row -> ids.add(number(row[ID])));
    return ids;
  }

  private List<String[]> rows(String file, int fields) {
    return lines(file).stream()
        .map(line -> line.split(":", -1))
        .filter(row -> row.length >= fields && row[ID].matches("[0-9]{1,9}"))
        .toList();
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private List<String> lines(String file) {
    if (!tree.isRegularFile(file)) {
      return List.of();
    }
    try {
      String text = new String(tree.content(file).bytes(), StandardCharsets.ISO_8859_1);
      return text.lines().toList();
    } catch (FileSystemException e) {
      throw failed(file, e);
    }
  }

  private void append(String file, int mode, String line) {
    List<String> lines = new ArrayList<>(lines(file));
    lines.add(line);
    write(file, lines, mode);
  }

  private void write(String file, List<String> lines, int mode) {
    try {
      tree.mkdirs("/etc", origin);
      String text = String.join("\n", lines) + "\n";
      tree.write(file, Content.ofRaw(text), Attributes.generated(mode, origin));
    } catch (FileSystemException e) {
      throw failed(file, e);
    }
  }

  private static PlinthException taken(String kind, String name, int id) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the " + kind + " " + name + " exists already with the id " + id,
        "leave the id out, or choose another name");
  }

  private static PlinthException failed(String file, FileSystemException e) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        file + " cannot be changed: " + e.getMessage(),
        "check the spec's paths",
        e);
  }
}
