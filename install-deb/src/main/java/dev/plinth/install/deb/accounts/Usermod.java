package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** usermod(8), chfn(1), chsh(1): what changes in a user's line; homes are not moved. */
final class Usermod extends AccountCommand {
  private static final int PARTS = 4;
  private static final int COMMENT = 4;
  private static final int HOME = 5;
  private static final int SHELL = 6;

  Usermod(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String tool = RawPath.name(call.arguments().getFirst());
    Options options =
        switch (tool) {
          case "chfn" -> Options.parse(call.arguments(), Set.of(), Set.of("-f", "--full-name"));
          case "chsh" -> Options.parse(call.arguments(), Set.of(), Set.of("-s", "--shell"));
          default ->
              Options.parse(
                  call.arguments(),
                  Set.of("-a", "--append", "-L", "--lock", "-U", "--unlock"),
                  Set.of(
                      "-c",
                      "--comment",
                      "-d",
                      "--home",
                      "-s",
                      "--shell",
                      "-g",
                      "--gid",
                      "-G",
                      "--groups",
                      "-p",
                      "--password"));
        };
    String name = options.only(call);
    AccountFiles files = files(call);
    Optional<String[]> line = files.passwd.find(name);
    if (line.isEmpty()) {
      return fail(call, 6, "user '" + name + "' does not exist");
    }
    set(files, line.get(), COMMENT, options.value("-c", "--comment"));
    set(files, line.get(), COMMENT, options.value("-f", "--full-name").map(Usermod::gecos));
    set(files, line.get(), HOME, options.value("-d", "--home"));
    set(files, line.get(), SHELL, options.value("-s", "--shell"));
    Optional<String> group = options.value("-g", "--gid");
    if (group.isPresent()) {
      int gid = group(call, files, group.get());
      if (gid < 0) {
        return fail(call, 6, "group '" + group.get() + "' does not exist");
      }
      set(files, line.get(), 3, Optional.of(String.valueOf(gid)));
    }
    groups(call, files, options, name);
    password(files, options, name, line.get());
    files.save();
    did(call, "user " + name + " changed");
    return 0;
  }

  /** A comment as chfn(1) makes it of a name: with room and two telephones, all of them empty. */
  static String gecos(String name) {
    long commas = name.chars().filter(c -> c == ',').count();
    return name + ",".repeat((int) Math.max(0, PARTS - 1 - commas));
  }

  private static void set(AccountFiles files, String[] line, int column, Optional<String> value) {
    if (value.isPresent() && !line[column].equals(value.get())) {
      line[column] = value.get();
      files.passwd.touch();
    }
  }

  private static void groups(Invocation call, AccountFiles files, Options options, String name)
      throws NotUnderstood {
    Optional<String> groups = options.value("-G", "--groups");
    if (groups.isEmpty()) {
      return;
    }
    if (!options.has("-a", "--append")) {
      throw Options.unknown(call.arguments(), "-G without -a");
    }
    for (String group : List.of(groups.get().split(",", -1))) {
      if (files.groupId(group).isEmpty()) {
        throw new NotUnderstood("usermod: the group '" + group + "' does not exist");
      }
      files.addMember(group, name);
    }
  }

  private static void password(AccountFiles files, Options options, String name, String[] line) {
    Optional<String[]> shadow = files.shadow.find(name);
    String[] holder = shadow.orElse(line);
    String old = holder[1];
    String now = options.value("-p", "--password").orElse(old);
    if (options.has("-L", "--lock") && !now.startsWith("!")) {
      now = "!" + now;
    }
    if (options.has("-U", "--unlock") && now.startsWith("!") && now.length() > 1) {
      now = now.substring(1);
    }
    if (!now.equals(old)) {
      holder[1] = now;
      (shadow.isPresent() ? files.shadow : files.passwd).touch();
    }
  }
}
