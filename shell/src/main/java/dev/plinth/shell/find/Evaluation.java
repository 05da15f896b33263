package dev.plinth.shell.find;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Special;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Glob;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evaluates an expression at one node after the other. */
final class Evaluation {
  private final Invocation call;
  private final FileAccess files;
  private final boolean follow;
  private boolean quit;
  private boolean pruned;
  private int status;

  private String path = "";
  private String start = "";
  private Node node;
  private int depth;

  Evaluation(Invocation call, FileAccess files, boolean follow) {
    this.call = call;
    this.files = files;
    this.follow = follow;
    this.node = new Directory(files.fresh(0755));
  }

  boolean hasQuit() {
    return quit;
  }

  int status() {
    return status;
  }

  /** False where the node's children are not to be visited. */
  boolean visit(Expression expression, String at, String from, Node what, int level)
      throws NotUnderstood {
    path = at;
    start = from;
    node = what;
    depth = level;
    pruned = false;
    holds(expression);
    return !pruned;
  }

  private boolean holds(Expression expression) throws NotUnderstood {
    if (quit) {
      return false;
    }
    return switch (expression) {
      case Expression.And(Expression left, Expression right) -> holds(left) && holds(right);
      case Expression.Or(Expression left, Expression right) -> holds(left) || holds(right);
      case Expression.Both(Expression left, Expression right) -> {
        holds(left);
        yield holds(right);
      }
      case Expression.Not(Expression inner) -> !holds(inner);
      case Expression.Constant(boolean value) -> value;
      case Expression.Matches matches -> matches(matches);
      case Expression.PathRegex(var regex) -> {
        int[] match = regex.matchAt(path, 0);
        yield match != null && match[1] == path.length();
      }
      case Expression.Type type -> type(type);
      case Expression.Permissions(int bits, char how) -> permissions(bits, how);
      case Expression.Owner(boolean group, int id) ->
          id == (group ? node.attributes().gid() : node.attributes().uid());
      case Expression.Ownerless(boolean group) -> !hasOwner(group);
      case Expression.Newer newer -> newer(newer);
      case Expression.Empty _ -> isEmpty();
      case Expression.Size size -> size(size);
      case Expression.Executable _ ->
          node instanceof Directory || (node.attributes().mode() & 0111) != 0;
      case Expression.SameFile(String other) -> isSame(other);
      case Expression.Print print -> print(print);
      case Expression.Prune _ -> {
        pruned = true;
        yield true;
      }
      case Expression.Quit _ -> {
        quit = true;
        yield false;
      }
      case Expression.Delete _ -> delete();
      case Expression.Execute execute -> execute(execute);
    };
  }

  // ---- tests -------------------------------------------------------------------------------

  private static String name(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed = path.substring(0, end);
    return trimmed.equals("/") ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private boolean matches(Expression.Matches matches) {
    String text =
        switch (matches.subject()) {
          case "name" -> name(path);
          case "path" -> path;
          default -> node instanceof Symlink link ? link.target() : null;
        };
    if (text == null) {
      return false;
    }
    return Glob.matches(
        matches.pattern(), matches.ignoreCase() ? text.toLowerCase(Locale.ROOT) : text);
  }

  private boolean type(Expression.Type type) {
    Node what = node;
    if (type.follow()) {
      what = (follow ? files.lstat(path) : files.stat(path)).orElse(node);
    }
    return type.letters().indexOf(letter(what)) >= 0;
  }

  private static char letter(Node node) {
    return switch (node) {
      case Directory _ -> 'd';
      case RegularFile _ -> 'f';
      case Symlink _ -> 'l';
      case Special special -> special.kind();
    };
  }

  private boolean permissions(int bits, char how) {
    int mode = node.attributes().mode();
    return switch (how) {
      case '-' -> (mode & bits) == bits;
      case '/' -> bits == 0 || (mode & bits) != 0;
      default -> mode == bits;
    };
  }

  private boolean hasOwner(boolean group) throws NotUnderstood {
    if (group) {
      for (Accounts.Group one : Accounts.groups(files)) {
        if (one.gid() == node.attributes().gid()) {
          return true;
        }
      }
      return false;
    }
    for (Accounts.User one : Accounts.users(files)) {
      if (one.uid() == node.attributes().uid()) {
        return true;
      }
    }
    return false;
  }

  private boolean newer(Expression.Newer newer) throws NotUnderstood {
    long mine = node.attributes().mtime();
    boolean generated = mine == Attributes.GENERATED;
    if (generated && newer.generated()) {
      throw new NotUnderstood("whether " + path + " is newer is not known");
    }
    return generated || (!newer.generated() && mine > newer.time());
  }

  private boolean isEmpty() {
    if (node instanceof RegularFile file) {
      return file.content().size() == 0;
    }
    try {
      return node instanceof Directory && files.list(path).isEmpty();
    } catch (FileSystemException e) {
      return false;
    }
  }

  private boolean size(Expression.Size size) throws NotUnderstood {
    if (size.unit() == 0) {
      throw new NotUnderstood("find -links is not modelled");
    }
    long bytes =
        node instanceof RegularFile file
            ? file.content().size()
            : node instanceof Symlink link ? link.target().length() : 4096;
    long units = (bytes + size.unit() - 1) / size.unit();
    return switch (size.how()) {
      case '+' -> units > size.number();
      case '-' -> units < size.number();
      default -> units == size.number();
    };
  }

  private boolean isSame(String other) {
    try {
      String a = files.tree().canonical(files.absolute(path), follow);
      String b = files.tree().canonical(files.absolute(other), follow);
      return files.exists(other) && (a.equals(b) || files.tree().sameFile(a, b));
    } catch (FileSystemException e) {
      return false;
    }
  }

  // ---- actions -----------------------------------------------------------------------------

  private boolean print(Expression.Print print) throws NotUnderstood {
    if (print.format().isEmpty() && !print.end().isEmpty()) {
      call.print(path + print.end());
      return true;
    }
    StringBuilder out = new StringBuilder();
    String format = print.format();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if ((c != '%' && c != '\\') || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char letter = format.charAt(++i);
      out.append(c == '%' ? field(letter) : escape(letter));
    }
    call.print(out.toString());
    return true;
  }

  private static String escape(char letter) throws NotUnderstood {
    return switch (letter) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '0' -> "\0";
      case '\\' -> "\\";
      default -> throw new NotUnderstood("find -printf \\" + letter + " is not modelled");
    };
  }

  private String field(char letter) throws NotUnderstood {
    return switch (letter) {
      case 'p' -> path;
      case 'f' -> name(path);
      case 'P' -> {
        String rest = path.substring(start.length());
        yield rest.startsWith("/") ? rest.substring(1) : rest;
      }
      case 'h' -> path.lastIndexOf('/') < 0 ? "." : path.substring(0, path.lastIndexOf('/'));
      case 'H' -> start;
      case 'd' -> Integer.toString(depth);
      case 'm' -> Integer.toOctalString(node.attributes().mode());
      case 'U' -> Integer.toString(node.attributes().uid());
      case 'G' -> Integer.toString(node.attributes().gid());
      case 'l' -> node instanceof Symlink link ? link.target() : "";
      case 'y' -> String.valueOf(letter(node));
      case 's' -> {
        if (node instanceof RegularFile file) {
          yield Long.toString(file.content().size());
        }
        throw new NotUnderstood("the size of a directory in find -printf");
      }
      case '%' -> "%";
      default -> throw new NotUnderstood("find -printf %" + letter + " is not modelled");
    };
  }

  private boolean delete() throws NotUnderstood {
    if (path.equals(".")) {
      return true;
    }
    try {
      files.tree().remove(files.absolute(path));
      return true;
    } catch (FileSystemException e) {
      call.complain("find: cannot delete '" + path + "': " + FileAccess.reason(e) + "\n");
      status = 1;
      return false;
    }
  }

  private boolean execute(Expression.Execute execute) throws NotUnderstood {
    if (execute.inDirectory()) {
      throw new NotUnderstood("'find -execdir' is not modelled");
    }
    if (execute.together()) {
      execute.collected().add(path);
      return true;
    }
    List<String> command = new ArrayList<>();
    for (String word : execute.command()) {
      command.add(word.replace("{}", path));
    }
    return call.call(command, "") == 0;
  }

  /** Runs what {@code -exec … +} has gathered. */
  void executeCollected(Expression expression) throws NotUnderstood {
    switch (expression) {
      case Expression.And(Expression left, Expression right) -> both(left, right);
      case Expression.Or(Expression left, Expression right) -> both(left, right);
      case Expression.Both(Expression left, Expression right) -> both(left, right);
      case Expression.Not(Expression inner) -> executeCollected(inner);
      case Expression.Execute execute -> {
        if (execute.together() && !execute.collected().isEmpty()) {
          List<String> command = new ArrayList<>(execute.command());
          command.addAll(execute.collected());
          if (call.call(command, "") != 0) {
            status = 1;
          }
        }
      }
      default -> {}
    }
  }

  private void both(Expression left, Expression right) throws NotUnderstood {
    executeCollected(left);
    executeCollected(right);
  }
}
