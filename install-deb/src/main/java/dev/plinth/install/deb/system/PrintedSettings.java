package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Glob;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** Daemons that say what they read in their configuration, files that it includes among it. */
final class PrintedSettings implements Command {
  private static final int MOST_FILES = 100;

  private final List<String> asked;
  private final String file;
  private final String before;

  /**
   * @param asked the arguments that ask for it
   * @param before what stands before each line
   */
  private PrintedSettings(List<String> asked, String file, String before) {
    this.asked = asked;
    this.file = file;
    this.before = before;
  }

  /** {@code chronyd -p}. */
  static PrintedSettings ofChrony() {
    return new PrintedSettings(List.of("-p"), "/etc/chrony/chrony.conf", "");
  }

  /** {@code squid -k parse}, which prints it among messages. */
  static PrintedSettings ofSquid() {
    return new PrintedSettings(
        List.of("-k", "parse"), "/etc/squid/squid.conf", "1970/01/01 00:00:00| Processing: ");
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    if (!call.arguments().subList(1, call.arguments().size()).equals(asked)) {
      throw Options.unknown(call.arguments(), "anything but printing the configuration");
    }
    if (!call.tree().isRegularFile(file)) {
      return 1;
    }
    print(call, file, new ArrayList<>());
    return 0;
  }

  private void print(Invocation call, String path, List<String> read) throws NotUnderstood {
    if (read.contains(path) || read.size() > MOST_FILES) {
      throw new NotUnderstood(path + " is included again and again");
    }
    read.add(path);
    try {
      for (String raw : FileAccess.of(call).read(path).split("\n", -1)) {
        String line = raw.strip();
        if (line.isEmpty() || "#!;%".indexOf(line.charAt(0)) >= 0) {
          continue;
        }
        call.print(before + line + "\n");
        String[] words = line.split("\\s+");
        if (words.length == 2 && words[0].equals("include")) {
          included(call, words[1], read);
        } else if (words.length == 2 && words[0].equals("confdir")) {
          included(call, words[1] + "/*.conf", read);
        }
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood(path + ": " + FileAccess.reason(e));
    }
  }

  private void included(Invocation call, String pattern, List<String> read)
      throws NotUnderstood, FileSystemException {
    int slash = pattern.lastIndexOf('/');
    String folder = pattern.substring(0, Math.max(0, slash));
    if (call.tree().isDirectory(folder)) {
      for (String name : call.tree().list(folder)) {
        if (Glob.matches(pattern.substring(slash + 1), name)) {
          print(call, folder + "/" + name, read);
        }
      }
    }
  }
}
