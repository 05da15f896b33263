package dev.plinth.install.deb.system;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;

/** usrmerge's other program: lists each shell of {@code /bin} below /usr, too. */
final class ConvertEtcShells implements Command {
  static final String PROGRAM = "/usr/lib/usrmerge/convert-etc-shells";

  private static final String SHELLS = "/etc/shells";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    if (call.arguments().size() > 1) {
      throw new NotUnderstood("convert-etc-shells with arguments is not modelled");
    }
    try {
      String text = new String(call.tree().content(SHELLS).bytes(), StandardCharsets.ISO_8859_1);
      List<String> lines = text.lines().toList();
      StringBuilder more = new StringBuilder();
      for (String line : lines) {
        boolean old = line.startsWith("/bin/") || line.startsWith("/sbin/");
        if (old && !lines.contains("/usr" + line)) {
          more.append("/usr").append(line).append('\n');
        }
      }
      if (!more.isEmpty()) {
        call.tree()
            .write(SHELLS, Content.ofRaw(text + more), Attributes.generated(0644, call.origin()));
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("convert-etc-shells: " + FileAccess.reason(e));
    }
    return 0;
  }
}
