package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;

/** useradd(8) with Debian's login.defs: system ids from 999 downwards. */
final class Useradd extends AccountCommand {
  /** SYS_UID_MIN and SYS_UID_MAX (login.defs(5)), and the same of groups. */
  private static final int LOWEST = 101;

  private static final int HIGHEST = 999;

  Useradd(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "-r",
                "--system",
                "-M",
                "--no-create-home",
                "-m",
                "--create-home",
                "-U",
                "--user-group",
                "-N",
                "--no-user-group",
                "-l",
                "--no-log-init",
                "--badname",
                "--badnames"),
            Set.of(
                "-d",
                "--home-dir",
                "--home",
                "-g",
                "--gid",
                "-s",
                "--shell",
                "-u",
                "--uid",
                "-c",
                "--comment",
                "-G",
                "--groups",
                "-K",
                "--key",
                "-p",
                "--password"));
    String name = options.only(call);
    AccountFiles files = files(call);
    if (files.userId(name).isPresent()) {
      return fail(call, 9, "user '" + name + "' already exists");
    }
    boolean system = options.has("-r", "--system");
    if (!system) {
      // subuid, subgid, mail spool and skeleton come with ordinary users, whom no package makes.
      throw Options.unknown(call.arguments(), "a user who is not of the system");
    }
    int uid;
    if (options.has("-u", "--uid")) {
      uid = id(call, options.value("-u", "--uid").orElse(""));
      if (files.userIds().contains(uid)) {
        return fail(call, 4, "UID " + uid + " is not unique");
      }
    } else {
      uid = chooseSystem(ids.users(), name, files.userIds());
      ids.users().give(name, uid);
    }
    int gid;
    if (options.has("-g", "--gid")) {
      gid = group(call, files, options.value("-g", "--gid").orElse(""));
      if (gid < 0) {
        return fail(
            call, 6, "group '" + options.value("-g", "--gid").orElse("") + "' does not exist");
      }
    } else if (options.has("-N", "--no-user-group")) {
      gid = 100;
    } else {
      if (files.groupId(name).isPresent()) {
        return fail(call, 9, "group " + name + " exists");
      }
      gid =
          files.groupIds().contains(uid) ? chooseSystem(ids.groups(), name, files.groupIds()) : uid;
      ids.groups().give(name, gid);
      files.addGroup(name, gid);
      did(call, "group " + name + " " + gid);
    }
    String home = options.value("-d", "--home-dir", "--home").orElse("/home/" + name);
    enter(
        files,
        name,
        uid,
        gid,
        options.value("-c", "--comment").orElse(""),
        home,
        options.value("-s", "--shell").orElse("/bin/sh"));
    for (String group : list(options.value("-G", "--groups").orElse(""))) {
      if (files.groupId(group).isEmpty()) {
        return fail(call, 6, "group '" + group + "' does not exist");
      }
      files.addMember(group, name);
    }
    files.save();
    did(call, "user " + name + " " + uid);
    if (options.has("-m", "--create-home") && call.tree().lstat(home).isEmpty()) {
      makeHome(call, home, uid, gid);
    }
    return 0;
  }

  /** Below the lowest that is taken; where there is none, the first free one from above. */
  static int chooseSystem(IdPool.Kind pool, String name, Set<Integer> used) {
    int lowest = HIGHEST + 1;
    for (int id : used) {
      if (id >= LOWEST && id < lowest) {
        lowest = id;
      }
    }
    int first = lowest > LOWEST ? lowest - 1 : HIGHEST;
    int id = pool.choose(name, first, LOWEST, used);
    return id < 0 ? pool.choose(name, HIGHEST, LOWEST, used) : id;
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  /** A system user's line in passwd, and in shadow where there is one. */
  static void enter(
      AccountFiles files,
      String name,
      int uid,
      int gid,
      String comment,
      String home,
      String shell) {
    files.passwd.append(
        name,
        files.hasShadow() ? "x" : "!",
        String.valueOf(uid),
        String.valueOf(gid),
        comment,
        home,
        shell);
    files.shadow.append(name, "!", String.valueOf(files.day()), "", "", "", "", "", "");
  }

  private static void makeHome(Invocation call, String home, int uid, int gid)
      throws NotUnderstood {
    try {
      int mode = homeMode(call);
      Attributes attributes = Attributes.generated(mode, call.origin()).withOwner(uid, gid);
      call.tree().put(home, new Node.Directory(attributes));
      String skeleton = "/etc/skel";
      if (call.tree().isDirectory(skeleton)) {
        call.call(List.of("cp", "-a", skeleton + "/.", home), "");
        call.call(List.of("chown", "-R", uid + ":" + gid, home), "");
        call.call(List.of("chmod", Integer.toOctalString(mode), home), "");
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("useradd cannot make " + home + ": " + FileAccess.reason(e));
    }
  }

  /** HOME_MODE of login.defs(5); without it what its usual UMASK leaves. */
  private static int homeMode(Invocation call) throws FileSystemException, NotUnderstood {
    String settings = "/etc/login.defs";
    String text = call.tree().isRegularFile(settings) ? FileAccess.of(call).read(settings) : "";
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 2 && words[0].equals("HOME_MODE") && words[1].matches("[0-7]{3,4}")) {
        return Integer.parseInt(words[1], 8);
      }
    }
    return 0755;
  }
}
