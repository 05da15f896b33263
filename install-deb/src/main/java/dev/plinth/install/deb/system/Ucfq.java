package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.TreeSet;

/** ucfq(1), as scripts read it: {@code FILE:PACKAGE:EXISTS:CHANGED} for files and packages. */
final class Ucfq implements Command {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("-w", "--with-colons"), Set.of());
    if (!options.has("-w", "--with-colons")) {
      throw Options.unknown(call.arguments(), "the table for people");
    }
    UcfFiles files = new UcfFiles(call);
    TreeSet<String> paths = new TreeSet<>();
    for (String operand : options.operands()) {
      if (operand.indexOf('/') < 0) {
        paths.addAll(files.registered(operand));
      } else {
        paths.add(call.tree().stat(operand).isPresent() ? Ucf.real(call, operand) : operand);
      }
    }
    for (String path : paths) {
      String owner = files.line(Ucfr.REGISTRY, path).map(line -> line.split("\\s")[0]).orElse("");
      boolean exists = call.tree().stat(path).isPresent();
      call.print(path + ":" + owner + ":" + (exists ? "Yes" : "") + ":");
      call.print((exists ? changed(call, files, path) : "") + "\n");
    }
    return 0;
  }

  /** Whether it differs from what ucf put there; empty for a file that ucf does not know. */
  private static String changed(Invocation call, UcfFiles files, String path) throws NotUnderstood {
    String last = files.line(Ucf.HASHES, path).map(line -> line.split("\\s")[0]).orElse("");
    if (last.isEmpty()) {
      return "";
    }
    try {
      return Ucf.md5(call.tree().content(path)).equals(last) ? "No" : "Yes";
    } catch (FileSystemException e) {
      throw new NotUnderstood("ucfq: " + path + ": " + FileAccess.reason(e));
    }
  }
}
