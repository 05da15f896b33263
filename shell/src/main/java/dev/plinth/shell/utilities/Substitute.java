package dev.plinth.shell.utilities;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** su and runuser of util-linux, as root calls them: a command as another user, without a login. */
final class Substitute extends Utility {
  private static final String OPTIONS = "s:c:g:u:mpflP";
  private static final String LONG =
      "shell=s command=c group=g user=u preserve-environment=m login=l fast=f";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String name = RawPath.name(call.arguments().getFirst());
    boolean first = name.equals("runuser") && hasUser(call.arguments());
    Arguments arguments =
        first ? Arguments.parseOrdered(call, OPTIONS, LONG) : Arguments.parse(call, OPTIONS, LONG);
    List<String> words = new ArrayList<>(arguments.operands());
    if (arguments.has('l') || words.remove("-") || arguments.has('P')) {
      throw new NotUnderstood("a login with '" + name + "' is not modelled");
    }
    String user = arguments.value('u');
    if (user == null) {
      user = words.isEmpty() ? "root" : words.removeFirst();
    }
    FileAccess files = FileAccess.of(call);
    Optional<Accounts.User> known = Accounts.user(files, user);
    if (known.isEmpty()) {
      return fail(call, "user " + user + " does not exist or the user entry does not contain all");
    }
    int gid = known.get().gid();
    String group = arguments.value('g');
    if (group != null) {
      Optional<Accounts.Group> other = Accounts.group(files, group);
      if (other.isEmpty()) {
        return fail(call, "group " + group + " does not exist");
      }
      gid = other.get().gid();
    }
    return call.callAs(known.get().uid(), gid, command(call, arguments, known.get(), words), "");
  }

  private static boolean hasUser(List<String> words) {
    return words.stream().anyMatch(w -> w.equals("-u") || w.startsWith("--user"));
  }

  private static List<String> command(
      Invocation call, Arguments arguments, Accounts.User user, List<String> words)
      throws NotUnderstood {
    if (arguments.value('u') != null) {
      if (words.isEmpty()) {
        throw usage(call);
      }
      return words;
    }
    String text = arguments.value('c');
    if (text == null) {
      throw usage(call);
    }
    String shell = arguments.value('s');
    List<String> command = new ArrayList<>();
    command.add(shell != null ? shell : user.shell().isEmpty() ? "/bin/sh" : user.shell());
    command.add("-c");
    command.add(text);
    command.addAll(words);
    return command;
  }
}
