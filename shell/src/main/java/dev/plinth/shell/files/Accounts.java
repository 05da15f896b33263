package dev.plinth.shell.files;

import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users and groups as the tree's {@code /etc/passwd} and {@code /etc/group} have them. */
public final class Accounts {
  /** A line of passwd(5). */
  public record User(
      String name, String password, int uid, int gid, String gecos, String home, String shell) {
    /** The line without its newline. */
    public String line() {
      return name + ":" + password + ":" + uid + ":" + gid + ":" + gecos + ":" + home + ":" + shell;
    }
  }

  /** A line of group(5). */
  public record Group(String name, String password, int gid, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }

    /** The line without its newline. */
    public String line() {
      return name + ":" + password + ":" + gid + ":" + String.join(",", members);
    }
  }

  private Accounts() {}

  /** All users, in the order of the file; root where there is no file. */
  public static List<User> users(FileAccess files) throws NotUnderstood {
    List<User> users = new ArrayList<>();
    for (String line : lines(files, "/etc/passwd")) {
      String[] f = line.split(":", -1);
      if (f.length >= 7 && isNumber(f[2]) && isNumber(f[3])) {
        users.add(
            new User(f[0], f[1], Integer.parseInt(f[2]), Integer.parseInt(f[3]), f[4], f[5], f[6]));
      }
    }
    return users;
  }

  /** All groups, in the order of the file. */
  public static List<Group> groups(FileAccess files) throws NotUnderstood {
    List<Group> groups = new ArrayList<>();
    for (String line : lines(files, "/etc/group")) {
      String[] f = line.split(":", -1);
      if (f.length >= 4 && isNumber(f[2])) {
        groups.add(
            new Group(
                f[0],
                f[1],
                Integer.parseInt(f[2]),
                f[3].isEmpty() ? List.of() : List.of(f[3].split(",", -1))));
      }
    }
    return groups;
  }

  /** The user called {@code name}. */
  public static Optional<User> user(FileAccess files, String name) throws NotUnderstood {
    for (User user : users(files)) {
      if (user.name().equals(name)) {
        return Optional.of(user);
      }
    }
    return Optional.empty();
  }

  /** The group called {@code name}. */
  public static Optional<Group> group(FileAccess files, String name) throws NotUnderstood {
    for (Group group : groups(files)) {
      if (group.name().equals(name)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  private static String[] lines(FileAccess files, String path) throws NotUnderstood {
    try {
      return files.read(path).split("\n", -1);
    } catch (FileSystemException e) {
      return new String[0];
    }
  }

  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
