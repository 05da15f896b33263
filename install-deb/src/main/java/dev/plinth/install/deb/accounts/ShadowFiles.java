package dev.plinth.install.deb.accounts;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/**
 * pwconv(8), grpconv(8) and {@code shadowconfig on}: passwords move to the shadow files; and
 * pwck(8), grpck(8), which find files that only the models here write in order.
 */
final class ShadowFiles extends AccountCommand {
  ShadowFiles(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    AccountFiles files = files(call);
    List<String> rest = call.arguments().subList(1, call.arguments().size());
    String tool = RawPath.name(call.arguments().getFirst());
    switch (tool) {
      case "shadowconfig" -> {
        if (!rest.equals(List.of("on"))) {
          throw new NotUnderstood("shadowconfig " + String.join(" ", rest) + " is not modelled");
        }
        users(files);
        groups(files);
      }
      case "pwconv" -> users(files);
      case "grpconv" -> groups(files);
      default -> {
        return 0;
      }
    }
    files.save();
    did(call, "shadow passwords");
    return 0;
  }

  /** What is missing comes behind what there is; lines of users who are gone go. */
  private static void users(AccountFiles files) {
    List<String[]> lines = kept(files.shadow, files.passwd);
    files.shadow.create();
    for (String[] user : files.passwd.rows()) {
      if (user.length < 7) {
        continue;
      }
      if (files.shadow.find(user[0]).isEmpty()) {
        lines.add(
            new String[] {
              user[0], user[1], String.valueOf(files.day()), "0", "99999", "7", "", "", ""
            });
      }
      if (!user[1].equals("x")) {
        user[1] = "x";
        files.passwd.touch();
      }
    }
    replace(files.shadow, lines);
  }

  private static void groups(AccountFiles files) {
    List<String[]> lines = kept(files.gshadow, files.group);
    files.gshadow.create();
    for (String[] group : files.group.rows()) {
      if (group.length < 4) {
        continue;
      }
      if (files.gshadow.find(group[0]).isEmpty()) {
        lines.add(new String[] {group[0], group[1], "", group[3]});
      }
      if (!group[1].equals("x")) {
        group[1] = "x";
        files.group.touch();
      }
    }
    replace(files.gshadow, lines);
  }

  private static List<String[]> kept(AccountFiles.Table secret, AccountFiles.Table open) {
    List<String[]> kept = new ArrayList<>();
    for (String[] row : secret.rows()) {
      if (open.find(row[0]).isPresent()) {
        kept.add(row);
      }
    }
    return kept;
  }

  private static void replace(AccountFiles.Table table, List<String[]> lines) {
    table.rows().clear();
    table.rows().addAll(lines);
    table.touch();
  }
}
