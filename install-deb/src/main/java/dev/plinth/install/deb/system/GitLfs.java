package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;

/** {@code git lfs install --system}: the filter that git is to use for large files. */
final class GitLfs implements Command {
  private static final String SETTINGS = "/etc/gitconfig";
  private static final String FILTER =
      """
      [filter "lfs"]
      \tclean = git-lfs clean -- %f
      \tsmudge = git-lfs smudge -- %f
      \tprocess = git-lfs filter-process
      \trequired = true
      """;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    List<String> flags = List.of("--skip-repo", "--system");
    boolean installs = words.size() == 4 && words.subList(0, 2).equals(List.of("lfs", "install"));
    boolean removes = words.size() == 4 && words.subList(0, 2).equals(List.of("lfs", "uninstall"));
    if ((!installs && !removes) || !words.subList(2, 4).equals(flags)) {
      throw Options.unknown(call.arguments(), "this call");
    }
    boolean there = call.tree().lstat(SETTINGS).isPresent();
    if (removes || there) {
      throw new NotUnderstood("git: to change " + SETTINGS + " is not modelled");
    }
    try {
      call.tree().write(SETTINGS, Content.ofRaw(FILTER), Attributes.generated(0644, call.origin()));
    } catch (FileSystemException e) {
      throw new NotUnderstood("git: " + SETTINGS + ": " + FileAccess.reason(e));
    }
    call.note(new Invocation.Note.Did("the filter for large files in " + SETTINGS));
    return 0;
  }
}
