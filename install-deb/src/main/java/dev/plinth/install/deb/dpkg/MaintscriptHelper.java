package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * dpkg-maintscript-helper(1): all it does is for upgrades from an older version. On a fresh
 * installation it does nothing; on an upgrade the tree's own script is interpreted.
 */
final class MaintscriptHelper implements Command {
  private static final String SCRIPT = "/usr/bin/dpkg-maintscript-helper";
  private static final Set<String> VERBS =
      Set.of("rm_conffile", "mv_conffile", "symlink_to_dir", "dir_to_symlink");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    if (words.size() < 2) {
      throw Options.unknown(words, "a call without words");
    }
    if (words.get(1).equals("supports")) {
      return words.size() == 3 && VERBS.contains(words.get(2)) ? 0 : 1;
    }
    int dashes = words.indexOf("--");
    if (!VERBS.contains(words.get(1)) || dashes < 0) {
      throw Options.unknown(words, words.get(1));
    }
    String script = call.environment().getOrDefault("DPKG_MAINTSCRIPT_NAME", "");
    boolean version = words.size() > dashes + 2 && !words.get(dashes + 2).isEmpty();
    boolean triggered = words.size() > dashes + 1 && words.get(dashes + 1).equals("triggered");
    if ((!version || triggered) && (script.equals("preinst") || script.equals("postinst"))) {
      return 0;
    }
    if (!call.tree().isRegularFile(SCRIPT)) {
      throw Options.unknown(words, "an upgrade without dpkg's own script");
    }
    // By its text: by its name it is this model.
    List<String> nested = new ArrayList<>(List.of("sh", "-c", text(call), SCRIPT));
    nested.addAll(words.subList(1, words.size()));
    return call.call(nested, "", call.environment());
  }

  private static String text(Invocation call) throws NotUnderstood {
    try {
      return FileAccess.of(call).read(SCRIPT);
    } catch (FileSystemException e) {
      throw new NotUnderstood(SCRIPT + ": " + FileAccess.reason(e));
    }
  }
}
