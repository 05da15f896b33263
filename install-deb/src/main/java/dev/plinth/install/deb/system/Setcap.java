package dev.plinth.install.deb.system;

import dev.plinth.generate.Capabilities;
import dev.plinth.model.PlinthException;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** setcap(8): capabilities of a file, as the kernel keeps them in an extended attribute. */
final class Setcap implements Command {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    words.remove("-q");
    if (words.size() != 2) {
      throw new NotUnderstood("setcap " + String.join(" ", words) + " is not modelled");
    }
    FileAccess files = FileAccess.of(call);
    String path = files.absolute(words.get(1));
    if (!call.tree().isRegularFile(path)) {
      call.complain("Failed to set capabilities on file '" + words.get(1) + "'\n");
      return 1;
    }
    boolean remove = words.get(0).equals("-r");
    try {
      byte[] value = remove ? new byte[0] : Capabilities.encode(words.get(0));
      call.tree()
          .change(
              path,
              true,
              old -> {
                TreeMap<String, byte[]> all = new TreeMap<>(old.xattrs());
                all.remove(Capabilities.ATTRIBUTE);
                if (!remove) {
                  all.put(Capabilities.ATTRIBUTE, value);
                }
                return old.withXattrs(all);
              });
    } catch (FileSystemException e) {
      throw new NotUnderstood("setcap: " + FileAccess.reason(e));
    } catch (PlinthException e) {
      throw SystemCommands.failed(call, e);
    }
    call.note(new Invocation.Note.Did("capabilities " + words.get(0) + " of " + path));
    return 0;
  }
}
