package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;

/**
 * adduser(8) and addgroup(8) with Debian's adduser.conf: system ids from 100 to 999 upwards, users
 * and groups counted apart. Ordinary users are not modelled: no package makes one.
 */
final class Adduser extends AccountCommand {
  private static final int FIRST = 100;
  private static final int LAST = 999;
  private static final int FIRST_ORDINARY = 1000;
  private static final int LAST_ORDINARY = 59999;
  private static final int NOGROUP = 65534;

  Adduser(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "--system",
                "--group",
                "--no-create-home",
                "--disabled-login",
                "--disabled-password",
                "--quiet",
                "-q",
                "--verbose",
                "--debug",
                "--force-badname",
                "--allow-badname",
                "--allow-bad-names",
                "--allow-all-names"),
            Set.of(
                "--stdoutmsglevel",
                "--stderrmsglevel",
                "--logmsglevel",
                "--home",
                "--shell",
                "--gecos",
                "--comment",
                "--gid",
                "--uid",
                "--ingroup",
                "--firstuid",
                "--lastuid",
                "--firstgid",
                "--lastgid"));
    boolean named = RawPath.name(call.arguments().getFirst()).equals("addgroup");
    AccountFiles files = files(call);
    if (options.operands().size() == 2 && !named && !options.has("--system", "--group")) {
      return member(call, files, options.operands().get(0), options.operands().get(1));
    }
    String name = options.only(call);
    if (named || (options.has("--group") && !options.has("--system"))) {
      return group(call, files, options, name);
    }
    if (!options.has("--system")) {
      throw Options.unknown(call.arguments(), "a user who is not of the system");
    }
    return user(call, files, options, name);
  }

  private static int member(Invocation call, AccountFiles files, String user, String group)
      throws NotUnderstood {
    if (files.userId(user).isEmpty()) {
      return fail(call, 1, "The user `" + user + "' does not exist.");
    }
    if (files.groupId(group).isEmpty()) {
      return fail(call, 1, "The group `" + group + "' does not exist.");
    }
    if (!files.membersOf(group).contains(user)) {
      files.addMember(group, user);
      files.save();
      did(call, "user " + user + " in group " + group);
    }
    return 0;
  }

  private int group(Invocation call, AccountFiles files, Options options, String name)
      throws NotUnderstood {
    boolean system = options.has("--system");
    Optional<Integer> known = files.groupId(name);
    if (known.isPresent()) {
      boolean fits =
          options.value("--gid").map(gid -> gid.equals(String.valueOf(known.get()))).orElse(true);
      boolean ofSystem = known.get() < FIRST_ORDINARY;
      return system && ofSystem && fits
          ? 0
          : fail(call, 1, "The group `" + name + "' already exists.");
    }
    int gid;
    if (options.has("--gid")) {
      gid = id(call, options.value("--gid").orElse(""));
      if (files.groupIds().contains(gid)) {
        return fail(call, 1, "The GID `" + gid + "' is already in use.");
      }
    } else {
      int first = number(call, options, "--firstgid", system ? FIRST : FIRST_ORDINARY);
      int last = number(call, options, "--lastgid", system ? LAST : LAST_ORDINARY);
      gid = ids.groups().choose(name, first, last, files.groupIds());
      ids.groups().give(name, gid);
    }
    files.addGroup(name, gid);
    files.save();
    did(call, "group " + name + " " + gid);
    return 0;
  }

  private static int number(Invocation call, Options options, String option, int otherwise)
      throws NotUnderstood {
    return options.has(option) ? id(call, options.value(option).orElse("")) : otherwise;
  }

  private int user(Invocation call, AccountFiles files, Options options, String name)
      throws NotUnderstood {
    Optional<Integer> known = files.userId(name);
    if (known.isPresent()) {
      boolean fits =
          options.value("--uid").map(uid -> uid.equals(String.valueOf(known.get()))).orElse(true);
      return fits && known.get() < FIRST_ORDINARY
          ? 0
          : fail(call, 1, "The user `" + name + "' already exists.");
    }
    boolean own = options.has("--group");
    int uid;
    if (options.has("--uid")) {
      uid = id(call, options.value("--uid").orElse(""));
      if (files.userIds().contains(uid)) {
        return fail(call, 1, "The UID " + uid + " is already in use.");
      }
    } else {
      int first = number(call, options, "--firstuid", FIRST);
      int last = number(call, options, "--lastuid", LAST);
      uid = ids.users().choose(name, first, last, files.userIds());
      ids.users().give(name, uid);
    }
    int gid = primaryGroup(call, files, options, name, own, uid);
    String home = options.value("--home").orElse("/nonexistent");
    Optional<String> said = options.value("--gecos", "--comment");
    String comment =
        said.isPresent() && usesChfn(call) ? Usermod.gecos(said.get()) : said.orElse("");
    Useradd.enter(
        files, name, uid, gid, comment, home, options.value("--shell").orElse("/usr/sbin/nologin"));
    files.save();
    did(call, "user " + name + " " + uid);
    boolean makeHome = !home.startsWith("/nonexistent") && !options.has("--no-create-home");
    if (makeHome && call.tree().stat(home).isEmpty()) {
      makeHome(call, home, uid, gid);
    }
    return 0;
  }

  /** Bookworm's adduser (3.134) leaves the comment to chfn(1), which knows of more than a name. */
  private static boolean usesChfn(Invocation call) throws NotUnderstood {
    String program = "/usr/sbin/adduser";
    if (!call.tree().isRegularFile(program)) {
      return false;
    }
    try {
      return FileAccess.of(call).read(program).contains("$chfn, '-f'");
    } catch (FileSystemException e) {
      throw new NotUnderstood(program + ": " + FileAccess.reason(e));
    }
  }

  private int primaryGroup(
      Invocation call, AccountFiles files, Options options, String name, boolean own, int uid)
      throws NotUnderstood {
    if (options.has("--gid")) {
      return id(call, options.value("--gid").orElse(""));
    }
    if (options.has("--ingroup")) {
      String ingroup = options.value("--ingroup").orElse("");
      return files
          .groupId(ingroup)
          .orElseThrow(
              () -> new NotUnderstood("adduser: the group '" + ingroup + "' does not exist"));
    }
    if (!own) {
      return files.groupId("nogroup").orElse(NOGROUP);
    }
    Optional<Integer> standing = files.groupId(name);
    if (standing.isPresent()) {
      return standing.get();
    }
    int gid = uid;
    if (!options.has("--uid") || files.groupIds().contains(uid)) {
      gid = ids.groups().choose(name, FIRST, LAST, files.groupIds());
      ids.groups().give(name, gid);
    }
    files.addGroup(name, gid);
    did(call, "group " + name + " " + gid);
    return gid;
  }

  /** The folder and those above it, mode 0755 (SYS_DIR_MODE), nothing in it. */
  private static void makeHome(Invocation call, String home, int uid, int gid)
      throws NotUnderstood {
    try {
      call.tree().mkdirs(RawPath.parent(home), call.origin());
      call.tree()
          .put(
              home,
              new Node.Directory(Attributes.generated(0755, call.origin()).withOwner(uid, gid)));
    } catch (FileSystemException e) {
      throw new NotUnderstood("adduser cannot make " + home + ": " + FileAccess.reason(e));
    }
  }
}
