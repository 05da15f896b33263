package dev.plinth.install.deb.commands;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * update-passwd(8): accounts of the master files that are missing are added at the end. What is
 * there and differs is left as it is: on a first installation nothing differs.
 */
final class UpdatePasswd implements Command {
  private static final String MASTERS = "/usr/share/base-passwd/";

  private final AccountIds ids;

  UpdatePasswd(AccountIds ids) {
    this.ids = ids;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "--verbose", "-v", "--dry-run", "-n", "--no-locking", "-L", "--sanity-check", "-s"),
            Set.of("--passwd", "--group", "--shadow", "--passwd-master", "--group-master"));
    AccountDatabase accounts = new AccountDatabase(call, ids);
    boolean dry = options.has("--dry-run", "-n");
    int missing = merge(accounts, "passwd.master", AccountDatabase.PASSWD, dry);
    missing += merge(accounts, "group.master", AccountDatabase.GROUP, dry);
    return dry ? missing : 0;
  }

  private static int merge(AccountDatabase accounts, String master, String file, boolean dry)
      throws NotUnderstood {
    List<String> lines = new ArrayList<>(accounts.lines(file));
    int missing = 0;
    for (String line : accounts.lines(MASTERS + master)) {
      String name = line.substring(0, line.indexOf(':') + 1);
      if (lines.stream().noneMatch(known -> known.startsWith(name))) {
        lines.add(line);
        missing++;
      }
    }
    if (missing > 0 && !dry) {
      accounts.write(file, lines);
    }
    return missing;
  }
}
