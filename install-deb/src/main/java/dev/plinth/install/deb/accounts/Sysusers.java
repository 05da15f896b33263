package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** systemd-sysusers(8): system ids from 999 downwards, a user and its group alike. */
final class Sysusers extends AccountCommand {
  private static final String[] FOLDERS = {
    "/etc/sysusers.d", "/run/sysusers.d", "/usr/local/lib/sysusers.d", "/usr/lib/sysusers.d"
  };
  private static final String GRPCONV = "/usr/sbin/grpconv";
  private static final int FIRST = 999;
  private static final int LAST = 100;

  Sysusers(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of("--inline"), Set.of("--root", "--replace"));
    if (!options.value("--root").orElse("").isEmpty()) {
      throw Options.unknown(call.arguments(), "--root");
    }
    List<SysusersLine> lines = new ArrayList<>();
    if (options.has("--inline")) {
      for (String operand : options.operands()) {
        lines.addAll(SysusersLine.parse(operand, "systemd-sysusers"));
      }
    } else {
      for (String name : options.operands().isEmpty() ? all(call) : options.operands()) {
        lines.addAll(SysusersLine.parse(read(call, name), name));
      }
    }
    AccountFiles files = files(call);
    for (SysusersLine line : lines) {
      if (line.type() == 'g') {
        group(call, files, line);
      }
    }
    for (SysusersLine line : lines) {
      if (line.type() == 'u') {
        user(call, files, line);
      }
    }
    for (SysusersLine line : lines) {
      if (line.type() == 'm') {
        // m USER GROUP: the column of ids holds the group.
        if (files.groupId(line.id()).isEmpty()) {
          group(call, files, new SysusersLine('g', false, line.id(), "", "", "", ""));
        }
        files.addMember(line.id(), line.name());
      }
    }
    files.save();
    return 0;
  }

  /** The names of all configuration files; one in an earlier folder hides those after it. */
  private static List<String> all(Invocation call) throws NotUnderstood {
    Set<String> names = new TreeSet<>();
    for (String folder : FOLDERS) {
      try {
        for (String name :
            call.tree().isDirectory(folder) ? call.tree().list(folder) : List.<String>of()) {
          if (name.endsWith(".conf")) {
            names.add(name);
          }
        }
      } catch (FileSystemException e) {
        throw new NotUnderstood("systemd-sysusers: " + folder + ": " + FileAccess.reason(e));
      }
    }
    return List.copyOf(names);
  }

  private static String read(Invocation call, String name) throws NotUnderstood {
    List<String> candidates = new ArrayList<>();
    if (name.startsWith("/")) {
      candidates.add(name);
    } else {
      for (String folder : FOLDERS) {
        candidates.add(folder + "/" + name);
      }
    }
    for (String path : candidates) {
      if (call.tree().isRegularFile(path)) {
        try {
          return new String(call.tree().content(path).bytes(), StandardCharsets.ISO_8859_1);
        } catch (FileSystemException e) {
          throw new NotUnderstood("systemd-sysusers: " + path + ": " + FileAccess.reason(e));
        }
      }
    }
    throw new NotUnderstood("systemd-sysusers: there is no " + name);
  }

  private int group(Invocation call, AccountFiles files, SysusersLine line) throws NotUnderstood {
    Optional<Integer> known = files.groupId(line.name());
    if (known.isPresent()) {
      return known.get();
    }
    int gid;
    if (line.id().matches("[0-9]+") && !files.groupIds().contains(Integer.parseInt(line.id()))) {
      gid = Integer.parseInt(line.id());
    } else if (line.id().startsWith("/")) {
      throw new NotUnderstood("systemd-sysusers: ids of files are not modelled");
    } else {
      gid = ids.groups().choose(line.name(), FIRST, LAST, taken(files));
      ids.groups().give(line.name(), gid);
    }
    enterGroup(call, files, line.name(), gid);
    return gid;
  }

  private static void enterGroup(Invocation call, AccountFiles files, String name, int gid) {
    files.group.append(name, "x", String.valueOf(gid), "");
    if (!files.gshadow.exists() && call.tree().isRegularFile(GRPCONV)) {
      // Unpacked, but not configured yet: that keeps what it finds.
      files.gshadow.create();
    }
    files.gshadow.append(name, "!*", "", "");
    did(call, "group " + name + " " + gid);
  }

  /** One number for a user and its group: neither file may have it. */
  private static Set<Integer> taken(AccountFiles files) {
    Set<Integer> taken = new TreeSet<>(files.userIds());
    taken.addAll(files.groupIds());
    return taken;
  }

  private void user(Invocation call, AccountFiles files, SysusersLine line) throws NotUnderstood {
    if (files.userId(line.name()).isPresent()) {
      return;
    }
    int colon = line.id().indexOf(':');
    String wanted = colon < 0 ? line.id() : line.id().substring(0, colon);
    String groupName = colon < 0 ? "" : line.id().substring(colon + 1);
    wanted = wanted.equals("-") ? "" : wanted;
    int gid;
    if (!groupName.isEmpty()) {
      gid = group(call, files, groupName);
      if (gid < 0) {
        throw new NotUnderstood("systemd-sysusers: the group '" + groupName + "' does not exist");
      }
    } else {
      gid = group(call, files, new SysusersLine('g', false, line.name(), wanted, "", "", ""));
    }
    int uid;
    if (wanted.matches("[0-9]+") && !files.userIds().contains(Integer.parseInt(wanted))) {
      uid = Integer.parseInt(wanted);
    } else if (groupName.isEmpty() && ids.users().isFree(line.name(), gid, files.userIds())) {
      uid = gid;
      ids.users().give(line.name(), uid);
    } else {
      uid = ids.users().choose(line.name(), FIRST, LAST, taken(files));
      ids.users().give(line.name(), uid);
    }
    files.passwd.append(
        line.name(),
        "x",
        String.valueOf(uid),
        String.valueOf(gid),
        line.comment(),
        line.home().isEmpty() ? "/" : line.home(),
        line.shell().isEmpty() ? "/usr/sbin/nologin" : line.shell());
    if (!files.shadow.exists()) {
      files.shadow.create();
    }
    // A day of 1 that it expires on locks an account for all that asks (shadow(5)).
    String expires = line.locked() ? "1" : "";
    files.shadow.append(
        line.name(), "!*", String.valueOf(files.day()), "", "", "", "", expires, "");
    did(call, "user " + line.name() + " " + uid);
  }
}
