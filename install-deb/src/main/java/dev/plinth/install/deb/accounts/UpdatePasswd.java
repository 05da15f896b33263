package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * update-passwd(8): adds the accounts of base-passwd's master files that are missing. An account
 * that differs from its master would be changed; that is not modelled.
 */
final class UpdatePasswd extends AccountCommand {
  private static final String MASTER = "/usr/share/base-passwd/";

  UpdatePasswd(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of("--dry-run", "-n", "--verbose", "-v"), Set.of());
    AccountFiles files = files(call);
    int changes = add(call, files.group, "group.master") + add(call, files.passwd, "passwd.master");
    for (String[] user : files.passwd.rows()) {
      if (files.hasShadow() && files.shadow.find(user[0]).isEmpty()) {
        files.shadow.append(
            user[0], "*", String.valueOf(files.day()), "0", "99999", "7", "", "", "");
        user[1] = "x";
      }
    }
    if (!options.has("--dry-run", "-n") && changes > 0) {
      files.save();
      did(call, changes + " accounts of base-passwd");
    }
    return options.has("--dry-run", "-n") ? changes : 0;
  }

  private static int add(Invocation call, AccountFiles.Table table, String name)
      throws NotUnderstood {
    String text;
    try {
      text = new String(call.tree().content(MASTER + name).bytes(), StandardCharsets.ISO_8859_1);
    } catch (FileSystemException e) {
      throw new NotUnderstood("update-passwd: " + MASTER + name + ": " + FileAccess.reason(e));
    }
    int changes = 0;
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      String[] master = line.split(":", -1);
      Optional<String[]> standing = table.find(master[0]);
      if (standing.isEmpty()) {
        table.append(master);
        changes++;
      } else if (!Arrays.equals(
              Arrays.copyOfRange(master, 2, 4), Arrays.copyOfRange(standing.get(), 2, 4))
          && master.length > 4) {
        throw new NotUnderstood("update-passwd: it would change " + master[0]);
      }
    }
    return changes;
  }
}
