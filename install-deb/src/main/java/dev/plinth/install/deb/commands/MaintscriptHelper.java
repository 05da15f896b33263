package dev.plinth.install.deb.commands;

import dev.plinth.deb.DebVersions;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Set;

/**
 * dpkg-maintscript-helper(1): all that it does belongs to upgrades from a version that an image
 * never had; on a first installation it checks its arguments and does nothing.
 */
final class MaintscriptHelper implements Command {
  private static final Set<String> VERBS =
      Set.of("rm_conffile", "mv_conffile", "symlink_to_dir", "dir_to_symlink");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    if (words.size() == 3 && words.get(1).equals("supports")) {
      return VERBS.contains(words.get(2)) ? 0 : 1;
    }
    int dashes = words.indexOf("--");
    if (words.size() < 3 || !VERBS.contains(words.get(1)) || dashes < 0) {
      throw Options.unknown(words, "the form of the call");
    }
    for (String word : words.subList(2, dashes)) {
      if (!word.isEmpty()
          && !word.startsWith("/")
          && Character.isDigit(word.charAt(0))
          && !DebVersions.INSTANCE.isValid(word)) {
        throw Options.unknown(words, "the version " + word);
      }
    }
    List<String> script = words.subList(dashes + 1, words.size());
    boolean first =
        !script.isEmpty()
            && (script.getFirst().equals("install") || script.getFirst().equals("configure"))
            && (script.size() == 1 || script.get(1).isEmpty());
    boolean trigger = !script.isEmpty() && script.getFirst().equals("triggered");
    if (!first && !trigger) {
      throw Options.unknown(words, "an upgrade");
    }
    return 0;
  }
}
