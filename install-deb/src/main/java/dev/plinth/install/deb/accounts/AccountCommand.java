package dev.plinth.install.deb.accounts;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;

/** What the commands that change accounts share. */
abstract class AccountCommand implements Command {
  final IdPool ids;
  private final long day;

  AccountCommand(IdPool ids, long day) {
    this.ids = ids;
    this.day = day;
  }

  AccountFiles files(Invocation call) throws NotUnderstood {
    return new AccountFiles(call, day);
  }

  static int fail(Invocation call, int status, String why) throws NotUnderstood {
    call.complain(call.arguments().getFirst() + ": " + why + "\n");
    return status;
  }

  static int id(Invocation call, String text) throws NotUnderstood {
    if (!text.matches("[0-9]{1,9}")) {
      throw new NotUnderstood(call.arguments().getFirst() + ": '" + text + "' is no id");
    }
    return Integer.parseInt(text);
  }

  /** A group by name or by number. */
  static int group(Invocation call, AccountFiles files, String text) throws NotUnderstood {
    return files.groupId(text).orElse(text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1);
  }

  static void did(Invocation call, String what) {
    call.note(new Invocation.Note.Did(what));
  }
}
