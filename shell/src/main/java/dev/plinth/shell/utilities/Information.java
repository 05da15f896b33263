package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** id, groups, getent, uname, printenv. */
final class Information {
  private Information() {}

  static final class Id extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(call, "ugnGrz", "user=u group=g name=n groups=G real=r");
      FileAccess files = FileAccess.of(call);
      String name =
          arguments.operands().isEmpty()
              ? nameOf(files, call.uid())
              : arguments.operands().getFirst();
      Optional<Accounts.User> known = Accounts.user(files, name);
      if (known.isEmpty() && !name.equals("root")) {
        return fail(call, "'" + name + "': no such user");
      }
      int uid = known.isPresent() ? known.get().uid() : 0;
      int gid = known.isPresent() ? known.get().gid() : 0;
      boolean names = arguments.has('n');
      List<Integer> gids = new ArrayList<>(List.of(gid));
      for (Accounts.Group group : Accounts.groups(files)) {
        if (group.members().contains(name) && !gids.contains(group.gid())) {
          gids.add(group.gid());
        }
      }
      switch (arguments.last("ugG")) {
        case 'u' -> call.print((names ? name : Integer.toString(uid)) + "\n");
        case 'g' -> call.print((names ? groupName(files, gid) : Integer.toString(gid)) + "\n");
        case 'G' -> {
          List<String> shown = new ArrayList<>();
          for (int one : gids) {
            shown.add(names ? groupName(files, one) : Integer.toString(one));
          }
          call.print(String.join(" ", shown) + "\n");
        }
        default -> {
          List<String> shown = new ArrayList<>();
          for (int one : gids) {
            shown.add(one + "(" + groupName(files, one) + ")");
          }
          call.print(
              "uid="
                  + uid
                  + "("
                  + name
                  + ") gid="
                  + gid
                  + "("
                  + groupName(files, gid)
                  + ") groups="
                  + String.join(",", shown)
                  + "\n");
        }
      }
      return 0;
    }

    private static String nameOf(FileAccess files, int uid) throws NotUnderstood {
      for (Accounts.User user : Accounts.users(files)) {
        if (user.uid() == uid) {
          return user.name();
        }
      }
      return uid == 0 ? "root" : Integer.toString(uid);
    }

    private static String groupName(FileAccess files, int gid) throws NotUnderstood {
      for (Accounts.Group group : Accounts.groups(files)) {
        if (group.gid() == gid) {
          return group.name();
        }
      }
      return gid == 0 ? "root" : Integer.toString(gid);
    }
  }

  /** groups(1): {@code USER : GROUP…}. */
  static final class Groups extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> names = Arguments.parse(call, "", "").operands();
      if (names.isEmpty()) {
        return call.call(List.of("id", "-Gn"), "");
      }
      int status = 0;
      for (String name : names) {
        if (Accounts.user(FileAccess.of(call), name).isEmpty() && !name.equals("root")) {
          status = fail(call, "'" + name + "': no such user");
        } else {
          call.print(name + " : " + call.outputOf(List.of("id", "-Gn", name), ""));
        }
      }
      return status;
    }
  }

  static final class Getent extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "", "");
      List<String> words = arguments.operands();
      if (words.isEmpty()) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      List<String> keys = words.subList(1, words.size());
      String database = words.getFirst();
      switch (database) {
        case "passwd", "group", "shadow", "gshadow" -> {}
        default -> throw new NotUnderstood("'getent " + database + "' is not modelled");
      }
      int status = 0;
      for (String key : keys.isEmpty() ? List.of("") : keys) {
        List<String> found =
            switch (database) {
              case "passwd" -> users(files, key);
              case "group" -> groups(files, key);
              default -> secret(files, "/etc/" + database, key);
            };
        if (found.isEmpty() && !key.isEmpty()) {
          status = 2;
        }
        for (String line : found) {
          call.print(line + "\n");
        }
      }
      return status;
    }

    /** Lines of shadow(5) or gshadow(5), which have no ids to ask for. */
    private static List<String> secret(FileAccess files, String path, String key)
        throws NotUnderstood {
      try {
        return lines(files.read(path)).stream()
            .filter(line -> key.isEmpty() ? !line.isEmpty() : line.startsWith(key + ":"))
            .toList();
      } catch (FileSystemException e) {
        return List.of();
      }
    }

    private static List<String> users(FileAccess files, String key) throws NotUnderstood {
      List<String> found = new ArrayList<>();
      long number = natural(key);
      for (Accounts.User user : Accounts.users(files)) {
        if (key.isEmpty() || (number >= 0 ? user.uid() == number : user.name().equals(key))) {
          found.add(user.line());
          if (!key.isEmpty()) {
            break;
          }
        }
      }
      return found;
    }

    private static List<String> groups(FileAccess files, String key) throws NotUnderstood {
      List<String> found = new ArrayList<>();
      long number = natural(key);
      for (Accounts.Group group : Accounts.groups(files)) {
        if (key.isEmpty() || (number >= 0 ? group.gid() == number : group.name().equals(key))) {
          found.add(group.line());
          if (!key.isEmpty()) {
            break;
          }
        }
      }
      return found;
    }
  }

  /**
   * Of the kernel only what scripts ask before they refuse to go on: that it is new enough. An
   * image has no name of its own.
   */
  static final class Uname extends Utility {
    /** No kernel in particular: the build machine's must not leak into an image. */
    private static final String KERNEL = "6.12.0";

    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call,
              "smpiorvn",
              "kernel-name=s nodename=n machine=m kernel-release=r kernel-version=v processor=p hardware-platform=i operating-system=o");
      List<String> parts = new ArrayList<>();
      if (arguments.options().isEmpty() || arguments.has('s')) {
        parts.add("Linux");
      }
      if (arguments.has('n')) {
        parts.add("localhost");
      }
      if (arguments.has('r')) {
        parts.add(KERNEL);
      }
      if (arguments.has('v')) {
        parts.add("#1 SMP");
      }
      if (arguments.has('m')) {
        parts.add(machine(call.platform().architecture()));
      }
      if (arguments.has('p') || arguments.has('i')) {
        parts.add("unknown");
      }
      if (arguments.has('o')) {
        parts.add("GNU/Linux");
      }
      call.print(String.join(" ", parts) + "\n");
      return 0;
    }

    static String machine(String architecture) throws NotUnderstood {
      return switch (architecture) {
        case "amd64" -> "x86_64";
        case "arm64" -> "aarch64";
        case "386" -> "i686";
        case "arm" -> "armv7l";
        case "riscv64", "s390x", "ppc64le" -> architecture;
        default -> throw new NotUnderstood("uname -m for " + architecture + " is not known");
      };
    }
  }

  static final class Printenv extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      int status = 0;
      List<String> names = Arguments.parse(call, "", "").operands();
      if (names.isEmpty()) {
        throw usage(call);
      }
      for (String name : names) {
        String value = call.environment().get(name);
        if (value == null) {
          status = 1;
        } else {
          call.print(value + "\n");
        }
      }
      return status;
    }
  }
}
