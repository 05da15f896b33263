package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** env, xargs, chroot, setpriv, nice and the like: commands that run commands. */
final class Run {
  private Run() {}

  static final class Env extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Map<String, String> environment = new TreeMap<>(call.environment());
      List<String> words = call.arguments();
      int at = 1;
      while (at < words.size() && words.get(at).startsWith("-")) {
        String option = words.get(at++);
        if (option.equals("-i") || option.equals("-") || option.equals("--ignore-environment")) {
          environment.clear();
        } else if (option.equals("-u") && at < words.size()) {
          environment.remove(words.get(at++));
        } else if (option.startsWith("--unset=")) {
          environment.remove(option.substring(8));
        } else if (option.equals("--")) {
          break;
        } else {
          throw NotUnderstood.option("env", option);
        }
      }
      while (at < words.size() && words.get(at).indexOf('=') > 0) {
        String word = words.get(at++);
        int equals = word.indexOf('=');
        environment.put(word.substring(0, equals), word.substring(equals + 1));
      }
      if (at == words.size()) {
        StringBuilder out = new StringBuilder();
        environment.forEach((name, value) -> out.append(name + "=" + value + "\n"));
        call.print(out.toString());
        return 0;
      }
      return call.call(words.subList(at, words.size()), call.input(), environment);
    }
  }

  /** nice, ionice, nohup, setsid, timeout, stdbuf: what they add has no place here. */
  static final class Wrapper extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> words = call.arguments();
      String name = baseName(words.getFirst());
      int at = 1;
      while (at < words.size() && words.get(at).startsWith("-")) {
        String option = words.get(at++);
        boolean value =
            switch (name) {
              case "nice" -> option.equals("-n");
              case "ionice" -> option.length() == 2 && "cnp".indexOf(option.charAt(1)) >= 0;
              case "timeout" -> option.equals("-s") || option.equals("-k");
              default -> false;
            };
        at += value ? 1 : 0;
      }
      at += name.equals("timeout") ? 1 : 0;
      if (at >= words.size()) {
        throw usage(call);
      }
      return call.call(words.subList(at, words.size()), call.input());
    }
  }

  /** setpriv(1) to run a command as another user. */
  static final class Setpriv extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> words = call.arguments();
      String user = "";
      String group = "";
      int at = 1;
      while (at < words.size() && words.get(at).startsWith("-")) {
        String word = words.get(at++);
        if (word.equals("--")) {
          break;
        }
        int equals = word.indexOf('=');
        String option = equals < 0 ? word : word.substring(0, equals);
        boolean valued = option.equals("--reuid") || option.equals("--regid");
        if (valued && equals < 0 && at == words.size()) {
          throw usage(call);
        }
        String value = !valued ? "" : equals >= 0 ? word.substring(equals + 1) : words.get(at++);
        switch (option) {
          case "--reuid" -> user = value;
          case "--regid" -> group = value;
          case "--init-groups", "--clear-groups", "--keep-groups", "--no-new-privs" -> {}
          default -> throw NotUnderstood.option("setpriv", word);
        }
      }
      if (at == words.size()) {
        throw usage(call);
      }
      String input = call.input();
      FileAccess files = FileAccess.of(call);
      int uid =
          user.isEmpty()
              ? call.uid()
              : id(Accounts.user(files, user).map(Accounts.User::uid), user);
      int gid =
          group.isEmpty()
              ? call.gid()
              : id(Accounts.group(files, group).map(Accounts.Group::gid), group);
      return call.callAs(uid, gid, words.subList(at, words.size()), input);
    }

    private static int id(Optional<Integer> named, String value) throws NotUnderstood {
      long number = named.isPresent() ? named.get() : natural(value);
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw new NotUnderstood("setpriv: nobody is '" + value + "'");
      }
      return (int) number;
    }
  }

  /** chroot(8) into the root that there is; what lies in another is not modelled. */
  static final class Chroot extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> words = call.arguments();
      if (words.size() < 3 || words.get(1).startsWith("-")) {
        throw usage(call);
      }
      if (!words.get(1).equals("/")) {
        throw new NotUnderstood("to change the root to '" + words.get(1) + "' is not modelled");
      }
      return call.call(words.subList(2, words.size()), call.input());
    }
  }

  static final class Xargs extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parseOrdered(
              call,
              "0rn:I:i:d:tP:L:l:s:xpE:a:S",
              "null=0 no-run-if-empty=r max-args=n replace=I delimiter=d verbose=t max-procs=P show-limits=S max-chars=s");
      if (arguments.has('S')) {
        call.complain("Maximum length of command we could actually use: 131072\n");
      }
      for (char unmodelled : "iLlpEax".toCharArray()) {
        if (arguments.has(unmodelled)) {
          throw usage(call);
        }
      }
      String delimiter = arguments.value('d');
      String replace = arguments.value('I');
      String input = call.input();
      List<String> items =
          arguments.has('0')
              ? split(input, '\0')
              : delimiter != null
                  ? split(input, Escapes.format(delimiter).charAt(0))
                  : replace != null ? stripped(lines(input)) : words(call, input);
      List<String> command =
          arguments.operands().isEmpty() ? List.of("echo") : arguments.operands();
      int status = 0;
      if (replace != null) {
        for (String item : items) {
          List<String> replaced = new ArrayList<>();
          for (String word : command) {
            replaced.add(word.replace(replace, item));
          }
          status = Math.max(status, worse(call.call(replaced, "")));
        }
        return status;
      }
      String given = arguments.value('n');
      long most = given == null ? Integer.MAX_VALUE : natural(given);
      if (most < 1) {
        throw usage(call);
      }
      if (items.isEmpty() && !arguments.has('r')) {
        return worse(call.call(command, ""));
      }
      for (int at = 0; at < items.size(); at += (int) Math.min(most, items.size())) {
        List<String> all = new ArrayList<>(command);
        all.addAll(items.subList(at, (int) Math.min(items.size(), at + most)));
        status = Math.max(status, worse(call.call(all, "")));
      }
      return status;
    }

    private static int worse(int status) {
      return status == 0 ? 0 : status == 255 ? 124 : status > 125 ? status : 123;
    }

    private static List<String> stripped(List<String> lines) {
      List<String> out = new ArrayList<>();
      for (String line : lines) {
        if (!line.isBlank()) {
          out.add(line.stripLeading());
        }
      }
      return out;
    }

    /** Words with quotes and backslashes as xargs reads them. */
    private static List<String> words(Invocation call, String input) throws NotUnderstood {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      boolean some = false;
      char quote = 0;
      for (int i = 0; i < input.length(); i++) {
        char c = input.charAt(i);
        if (quote != 0) {
          if (c == '\n') {
            fail(call, "unmatched quote");
            throw usage(call);
          }
          if (c == quote) {
            quote = 0;
          } else {
            word.append(c);
          }
        } else if (c == '\'' || c == '"') {
          quote = c;
          some = true;
        } else if (c == '\\' && i + 1 < input.length()) {
          word.append(input.charAt(++i));
          some = true;
        } else if (c == ' ' || c == '\t' || c == '\n') {
          if (some) {
            words.add(word.toString());
            word.setLength(0);
            some = false;
          }
        } else {
          word.append(c);
          some = true;
        }
      }
      if (quote != 0) {
        throw usage(call);
      }
      if (some) {
        words.add(word.toString());
      }
      return words;
    }
  }
}
