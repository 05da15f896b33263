package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * apt-config(8), {@code shell}: settings that no file of the image makes are not set, and nothing
 * is printed for them. A setting that one mentions is not understood.
 */
final class AptConfig implements Command {
  private static final String FILE = "/etc/apt/apt.conf";
  private static final String FOLDER = "/etc/apt/apt.conf.d";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    if (words.size() < 4 || words.size() % 2 != 0 || !words.get(1).equals("shell")) {
      throw Options.unknown(words, "this call");
    }
    String settings = settings(FileAccess.of(call), call).toLowerCase(Locale.ROOT);
    for (int i = 3; i < words.size(); i += 2) {
      String key = words.get(i).toLowerCase(Locale.ROOT).replaceFirst("/[a-z]*$", "");
      String last = key.substring(key.lastIndexOf(':') + 1);
      if (settings.contains(last)) {
        throw Options.unknown(words, "the setting " + words.get(i));
      }
    }
    return 0;
  }

  private static String settings(FileAccess files, Invocation call) throws NotUnderstood {
    List<String> paths = new ArrayList<>(List.of(FILE));
    try {
      if (call.tree().isDirectory(FOLDER)) {
        call.tree().list(FOLDER).forEach(name -> paths.add(RawPath.join(FOLDER, name)));
      }
      StringBuilder text = new StringBuilder();
      for (String path : paths) {
        text.append(files.isRegularFile(path) ? files.read(path) : "").append('\n');
      }
      return text.toString();
    } catch (FileSystemException e) {
      throw new NotUnderstood("apt-config: " + FileAccess.reason(e));
    }
  }
}
