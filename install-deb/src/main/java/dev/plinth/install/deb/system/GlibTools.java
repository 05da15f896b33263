package dev.plinth.install.deb.system;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;

/** glib-compile-schemas(1) and gio-querymodules(1), where there is nothing to compile. */
final class GlibTools implements Command {
  static boolean isPath(String path) {
    return path.startsWith("/usr/lib/")
        && (path.endsWith("/glib-2.0/glib-compile-schemas")
            || path.endsWith("/glib-2.0/gio-querymodules"));
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    String suffix = words.getFirst().endsWith("schemas") ? ".xml" : ".so";
    for (String folder : words.subList(1, words.size())) {
      try {
        for (String name :
            call.tree().isDirectory(folder) ? call.tree().list(folder) : List.<String>of()) {
          if (name.endsWith(suffix)) {
            throw new NotUnderstood(
                RawPath.name(words.getFirst()) + " of " + folder + "/" + name + " is not modelled");
          }
        }
      } catch (FileSystemException e) {
        throw new NotUnderstood(words.getFirst() + ": " + FileAccess.reason(e));
      }
    }
    return 0;
  }
}
