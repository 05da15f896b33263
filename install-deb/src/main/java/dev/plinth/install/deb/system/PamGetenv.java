package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.Set;

/** pam_getenv(8): a variable of {@code /etc/environment}. */
final class PamGetenv implements Command {
  private static final String CONFIGURATION = "/etc/security/pam_env.conf";
  private static final String ENVIRONMENT = "/etc/environment";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String wanted = Options.parse(call.arguments(), Set.of("-l", "-s"), Set.of()).only(call);
    FileAccess files = FileAccess.of(call);
    for (String line : text(files, CONFIGURATION).split("\n", -1)) {
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        throw Options.unknown(call.arguments(), "a setting in " + CONFIGURATION);
      }
    }
    String value = null;
    for (String line : text(files, ENVIRONMENT).split("\n", -1)) {
      String text = line.replaceFirst("#.*", "").strip().replaceFirst("^export ", "");
      int equals = text.indexOf('=');
      if (equals > 0 && text.substring(0, equals).equals(wanted)) {
        value = text.substring(equals + 1).replaceFirst("^[\"'](.*?)[\"']?$", "$1");
      }
    }
    if (value == null) {
      return 0;
    }
    call.print(value + "\n");
    return 0;
  }

  private static String text(FileAccess files, String path) throws NotUnderstood {
    try {
      return files.isRegularFile(path) ? files.read(path) : "";
    } catch (FileSystemException e) {
      throw new NotUnderstood("pam_getenv: " + FileAccess.reason(e));
    }
  }
}
