package dev.plinth.install.deb.accounts;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * passwd(5), group(5), shadow(5) and gshadow(5) of the tree; lines that are not touched stay what
 * they are. The shadow files are written only where they exist.
 */
final class AccountFiles {
  private static final String PASSWD = "/etc/passwd";
  private static final String GROUP = "/etc/group";
  private static final String SHADOW = "/etc/shadow";
  private static final String GSHADOW = "/etc/gshadow";

  private final Invocation call;
  private final long day;
  final Table passwd;
  final Table group;
  final Table shadow;
  final Table gshadow;

  /**
   * @param day of the last change of a password, in days since 1970
   */
  AccountFiles(Invocation call, long day) throws NotUnderstood {
    this.call = call;
    this.day = day;
    passwd = new Table(PASSWD, 7);
    group = new Table(GROUP, 4);
    shadow = new Table(SHADOW, 9);
    gshadow = new Table(GSHADOW, 4);
  }

  long day() {
    return day;
  }

  Set<Integer> userIds() {
    return passwd.ids();
  }

  Set<Integer> groupIds() {
    return group.ids();
  }

  Optional<Integer> userId(String name) {
    return passwd.find(name).map(fields -> Integer.parseInt(fields[2]));
  }

  Optional<Integer> groupId(String name) {
    return group.find(name).map(fields -> Integer.parseInt(fields[2]));
  }

  Optional<String> groupName(int id) {
    return group.rows.stream()
        .filter(fields -> isId(fields, id))
        .map(fields -> fields[0])
        .findFirst();
  }

  private static boolean isId(String[] fields, int id) {
    return fields.length > 2 && fields[2].equals(String.valueOf(id));
  }

  void addGroup(String name, int id) {
    group.append(name, "x", String.valueOf(id), "");
    gshadow.append(name, "!", "", "");
  }

  /** Adds a user to a group's members, in both files. */
  void addMember(String groupName, String user) {
    for (Table table : List.of(group, gshadow)) {
      table
          .find(groupName)
          .ifPresent(fields -> {
            List<String> members = new ArrayList<>(members(fields[3]));
            if (!members.contains(user)) {
              members.add(user);
              fields[3] = String.join(",", members);
              table.changed = true;
            }
          });
    }
  }

  /** Takes a user out of a group's members, in both files; whether it was among them. */
  boolean removeMember(String groupName, String user) {
    boolean was = membersOf(groupName).contains(user);
    for (Table table : List.of(group, gshadow)) {
      table
          .find(groupName)
          .ifPresent(fields -> {
            List<String> members = new ArrayList<>(members(fields[3]));
            if (members.remove(user)) {
              fields[3] = String.join(",", members);
              table.changed = true;
            }
          });
    }
    return was;
  }

  List<String> membersOf(String groupName) {
    return group.find(groupName).map(fields -> members(fields[3])).orElse(List.of());
  }

  static List<String> members(String field) {
    return field.isEmpty() ? List.of() : List.of(field.split(",", -1));
  }

  boolean hasShadow() {
    return shadow.exists;
  }

  /** Writes what changed. */
  void save() throws NotUnderstood {
    for (Table table : List.of(passwd, group, shadow, gshadow)) {
      table.save();
    }
  }

  /** One of the files: lines cut at colons. */
  final class Table {
    private final String path;
    private final int columns;
    private final List<String[]> rows = new ArrayList<>();
    private boolean exists;
    private boolean changed;

    Table(String path, int columns) throws NotUnderstood {
      this.path = path;
      this.columns = columns;
      exists = call.tree().isRegularFile(path);
      if (exists) {
        try {
          String text = new String(call.tree().content(path).bytes(), StandardCharsets.ISO_8859_1);
          for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
              rows.add(line.split(":", -1));
            }
          }
        } catch (FileSystemException e) {
          throw new NotUnderstood("cannot read " + path + ": " + FileAccess.reason(e));
        }
      }
    }

    List<String[]> rows() {
      return rows;
    }

    /** The fields of the line of {@code name}; a change must be {@linkplain #touch told}. */
    Optional<String[]> find(String name) {
      for (String[] row : rows) {
        if (row[0].equals(name) && row.length >= columns) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    }

    void touch() {
      changed = true;
    }

    private Set<Integer> ids() {
      Set<Integer> ids = new HashSet<>();
      for (String[] row : rows) {
        if (row.length > 2 && row[2].matches("[0-9]{1,9}")) {
          ids.add(Integer.parseInt(row[2]));
        }
      }
      return ids;
    }

    /** Adds a line, where the file exists. */
    void append(String... fields) {
      if (exists) {
        rows.add(fields);
        changed = true;
      }
    }

    void remove(String name) {
      changed |= rows.removeIf(row -> row[0].equals(name));
    }

    /** Makes the file exist, empty; its first {@link #save} writes it. */
    void create() {
      exists = true;
      changed = true;
    }

    boolean exists() {
      return exists;
    }

    private void save() throws NotUnderstood {
      if (!changed) {
        return;
      }
      StringBuilder text = new StringBuilder();
      rows.forEach(row -> text.append(String.join(":", row)).append('\n'));
      boolean secret = path.equals(SHADOW) || path.equals(GSHADOW);
      Attributes fresh = Attributes.generated(secret ? 0640 : 0644, call.origin());
      if (secret) {
        fresh = fresh.withOwner(0, groupId("shadow").orElse(0));
      }
      try {
        call.tree().write(path, Content.ofRaw(text.toString()), fresh);
      } catch (FileSystemException e) {
        throw new NotUnderstood("cannot write " + path + ": " + FileAccess.reason(e));
      }
      changed = false;
    }
  }
}
