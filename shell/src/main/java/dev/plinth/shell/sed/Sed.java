package dev.plinth.shell.sed;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** The command: its options and files. */
public final class Sed implements Command {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    return new Run(call).all();
  }

  private static final class Run {
    private final Invocation call;
    private final FileAccess files;
    private final StringBuilder script = new StringBuilder();
    private final List<String> operands = new ArrayList<>();
    private boolean given;
    private boolean quiet;
    private boolean extended;
    private boolean separate;
    private boolean inPlace;
    private boolean nul;
    private String suffix = "";

    Run(Invocation call) {
      this.call = call;
      this.files = FileAccess.of(call);
    }

    private int fail(String text) throws NotUnderstood {
      call.complain("sed: " + text + "\n");
      return 1;
    }

    int all() throws NotUnderstood {
      options();
      if (!given) {
        if (operands.isEmpty()) {
          throw new NotUnderstood("sed without a script");
        }
        script.append(operands.removeFirst());
      }
      List<SedCommand> commands = SedParser.parse(script.toString(), extended);
      if (inPlace) {
        return inPlace(commands);
      }
      SedRunner runner = new SedRunner(commands, call, files, quiet, nul ? '\0' : '\n');
      int status = 0;
      List<String> texts = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (String path : operands.isEmpty() ? List.of("-") : operands) {
        try {
          texts.add(path.equals("-") ? call.input() : files.read(path));
          names.add(path);
        } catch (FileSystemException e) {
          fail("can't read " + path + ": " + FileAccess.reason(e));
          status = 2;
        }
      }
      if (separate) {
        for (int i = 0; i < texts.size() && !runner.hasQuit(); i++) {
          call.print(runner.run(List.of(texts.get(i)), List.of(names.get(i))));
        }
      } else {
        call.print(runner.run(texts, names));
      }
      runner.writeFiles();
      return runner.hasQuit() ? runner.status() : status;
    }

    private int inPlace(List<SedCommand> commands) throws NotUnderstood {
      int status = 0;
      for (String path : operands) {
        SedRunner runner = new SedRunner(commands, call, files, quiet, nul ? '\0' : '\n');
        Node node = files.lstat(path).orElse(null);
        Node target = files.stat(path).orElse(null);
        if (target == null) {
          status = 4;
          fail("can't read " + path + ": No such file or directory");
          continue;
        }
        if (!(target instanceof Node.RegularFile)) {
          status = 4;
          fail("couldn't edit " + path + ": not a regular file");
          continue;
        }
        try {
          String old = files.read(path);
          String now = runner.run(List.of(old), List.of(path)) + runner.unread();
          String absolute = files.absolute(path);
          if (!suffix.isEmpty()) {
            files.tree().put(files.absolute(backup(path)), target);
          }
          if (node instanceof Node.Symlink || !now.equals(old) || !suffix.isEmpty()) {
            // sed -i makes a new file: links of either kind to the old one do not see the change.
            files
                .tree()
                .put(
                    absolute,
                    new Node.RegularFile(
                        target
                            .attributes()
                            .withMtime(dev.plinth.rootfs.Attributes.GENERATED)
                            .withOrigin(files.origin()),
                        Content.ofRaw(now)));
          }
          runner.writeFiles();
        } catch (FileSystemException e) {
          status = 4;
          fail("couldn't edit " + path + ": " + FileAccess.reason(e));
        }
        if (runner.hasQuit()) {
          return runner.status();
        }
      }
      return status;
    }

    private String backup(String path) {
      int slash = path.lastIndexOf('/') + 1;
      String name = path.substring(slash);
      String made = suffix.indexOf('*') >= 0 ? suffix.replace("*", name) : name + suffix;
      return made.indexOf('/') >= 0 ? made : path.substring(0, slash) + made;
    }

    private void options() throws NotUnderstood {
      List<String> words = call.arguments();
      int i = 1;
      while (i < words.size()) {
        String word = words.get(i++);
        if (word.equals("--")) {
          operands.addAll(words.subList(i, words.size()));
          return;
        }
        if (word.startsWith("--")) {
          i = longOption(words, i, word);
        } else if (word.length() > 1 && word.charAt(0) == '-') {
          i = shortOptions(words, i, word);
        } else {
          operands.add(word);
        }
      }
    }

    private int shortOptions(List<String> words, int next, String word) throws NotUnderstood {
      for (int at = 1; at < word.length(); at++) {
        char letter = word.charAt(at);
        switch (letter) {
          case 'n' -> quiet = true;
          case 'E', 'r' -> extended = true;
          case 's' -> separate = true;
          case 'u' -> {}
          case 'z' -> nul = true;
          case 'i' -> {
            inPlace = true;
            suffix = word.substring(at + 1);
            return next;
          }
          case 'e', 'f' -> {
            boolean attached = at + 1 < word.length();
            if (!attached && next >= words.size()) {
              throw new NotUnderstood("sed -" + letter + " without a value");
            }
            String value = attached ? word.substring(at + 1) : words.get(next);
            script(letter, value);
            return attached ? next : next + 1;
          }
          default -> throw NotUnderstood.option("sed", "-" + letter);
        }
      }
      return next;
    }

    private int longOption(List<String> words, int next, String word) throws NotUnderstood {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      switch (name) {
        case "--quiet", "--silent" -> quiet = true;
        case "--regexp-extended" -> extended = true;
        case "--separate" -> separate = true;
        case "--null-data" -> nul = true;
        case "--in-place" -> {
          inPlace = true;
          suffix = equals < 0 ? "" : word.substring(equals + 1);
        }
        case "--expression", "--file" -> {
          if (equals < 0 && next >= words.size()) {
            throw new NotUnderstood("sed " + name + " without a value");
          }
          script(name.charAt(2), equals < 0 ? words.get(next) : word.substring(equals + 1));
          return equals < 0 ? next + 1 : next;
        }
        default -> throw NotUnderstood.option("sed", word);
      }
      return next;
    }

    private void script(char letter, String value) throws NotUnderstood {
      String more = value;
      if (letter == 'f') {
        try {
          more = value.equals("-") ? call.input() : files.read(value);
        } catch (FileSystemException e) {
          throw new NotUnderstood("sed: cannot read the script " + value);
        }
        more = more.endsWith("\n") ? more.substring(0, more.length() - 1) : more;
      }
      script.append(given ? "\n" : "").append(more);
      given = true;
    }
  }
}
