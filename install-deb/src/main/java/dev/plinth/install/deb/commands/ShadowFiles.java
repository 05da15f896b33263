package dev.plinth.install.deb.commands;

import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/** pwconv(8) and grpconv(8): passwords move to files of their own. */
final class ShadowFiles {
  private final AccountDatabase accounts;

  ShadowFiles(AccountDatabase accounts) {
    this.accounts = accounts;
  }

  /**
   * Every user's password goes to shadow(5); what stands there already stays.
   *
   * @param day of the last change, for new lines
   */
  int passwords(long day) throws NotUnderstood {
    List<String> passwd = new ArrayList<>();
    List<String> shadow = new ArrayList<>();
    for (String line : accounts.lines(AccountDatabase.PASSWD)) {
      String[] fields = line.split(":", -1);
      String known =
          accounts
              .find(AccountDatabase.SHADOW, fields[0])
              .map(old -> String.join(":", old))
              .orElse(fields[0] + ":" + fields[1] + ":" + day + ":0:99999:7:::");
      shadow.add(known);
      fields[1] = "x";
      passwd.add(String.join(":", fields));
    }
    accounts.write(AccountDatabase.PASSWD, passwd);
    accounts.write(AccountDatabase.SHADOW, shadow);
    return 0;
  }

  /** Every group's password goes to gshadow(5). */
  int groups() throws NotUnderstood {
    List<String> group = new ArrayList<>();
    List<String> gshadow = new ArrayList<>();
    for (String line : accounts.lines(AccountDatabase.GROUP)) {
      String[] fields = line.split(":", -1);
      gshadow.add(
          accounts
              .find(AccountDatabase.GSHADOW, fields[0])
              .map(old -> String.join(":", old))
              .orElse(fields[0] + ":" + fields[1] + "::" + fields[3]));
      fields[1] = "x";
      group.add(String.join(":", fields));
    }
    accounts.write(AccountDatabase.GROUP, group);
    accounts.write(AccountDatabase.GSHADOW, gshadow);
    return 0;
  }
}
