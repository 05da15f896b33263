package dev.plinth.shell.find;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.files.Modes;
import dev.plinth.shell.pattern.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the command line of find. */
final class FindParser {
  private static final int MOST_NESTING = 100;

  private final List<String> words;
  private final FileAccess files;
  private final List<String> starts = new ArrayList<>();
  private int at = 1;
  private int nesting;
  private Regex.Syntax syntax = Regex.Syntax.FIXED;

  char follow = 'P';
  int most = Integer.MAX_VALUE;
  int least;
  boolean depthFirst;

  FindParser(List<String> words, FileAccess files) {
    this.words = words;
    this.files = files;
  }

  List<String> starts() {
    return starts.isEmpty() ? List.of(".") : starts;
  }

  Expression parse() throws NotUnderstood {
    while (at < words.size() && words.get(at).length() == 2 && "-P-L-H".contains(words.get(at))) {
      follow = words.get(at++).charAt(1);
    }
    while (at < words.size() && !isExpression(words.get(at))) {
      starts.add(words.get(at++));
    }
    if (at == words.size()) {
      return new Expression.Print("", "\n");
    }
    Expression expression = list();
    if (at < words.size()) {
      throw unknown(words.get(at));
    }
    return Expression.acts(expression)
        ? expression
        : new Expression.And(expression, new Expression.Print("", "\n"));
  }

  private static boolean isExpression(String word) {
    return (word.startsWith("-") && word.length() > 1)
        || word.equals("(")
        || word.equals("!")
        || word.equals(")")
        || word.equals(",");
  }

  private static NotUnderstood unknown(String word) {
    return NotUnderstood.option("find", word);
  }

  private boolean takes(String... any) {
    for (String word : any) {
      if (at < words.size() && words.get(at).equals(word)) {
        at++;
        return true;
      }
    }
    return false;
  }

  private String value(String option) throws NotUnderstood {
    if (at >= words.size()) {
      throw unknown(option);
    }
    return words.get(at++);
  }

  private Expression list() throws NotUnderstood {
    if (++nesting > MOST_NESTING) {
      throw new NotUnderstood("find nested too deeply");
    }
    Expression left = or();
    while (takes(",")) {
      left = new Expression.Both(left, or());
    }
    nesting--;
    return left;
  }

  private Expression or() throws NotUnderstood {
    Expression left = and();
    while (takes("-o", "-or")) {
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() throws NotUnderstood {
    Expression left = not();
    while (at < words.size()) {
      String word = words.get(at);
      if (word.equals("-o") || word.equals("-or") || word.equals(")") || word.equals(",")) {
        break;
      }
      takes("-a", "-and");
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() throws NotUnderstood {
    boolean negated = false;
    while (takes("!", "-not")) {
      negated = !negated;
    }
    Expression inner = primary();
    return negated ? new Expression.Not(inner) : inner;
  }

  private Expression primary() throws NotUnderstood {
    String word = value("an expression");
    return switch (word) {
      case "(" -> {
        Expression inner = list();
        if (!takes(")")) {
          throw unknown("(");
        }
        yield inner;
      }
      case "-maxdepth" -> {
        most = number(word);
        yield new Expression.Constant(true);
      }
      case "-mindepth" -> {
        least = number(word);
        yield new Expression.Constant(true);
      }
      case "-depth", "-d" -> {
        depthFirst = true;
        yield new Expression.Constant(true);
      }
      case "-follow" -> {
        follow = 'L';
        yield new Expression.Constant(true);
      }
      case "-xdev",
          "-mount",
          "-noleaf",
          "-ignore_readdir_race",
          "-warn",
          "-nowarn",
          "-daystart",
          "-true" ->
          new Expression.Constant(true);
      case "-false" -> new Expression.Constant(false);
      case "-regextype" -> {
        regexType(value(word));
        yield new Expression.Constant(true);
      }
      case "-print", "-print0", "-printf", "-prune", "-quit", "-delete", "-exec", "-execdir" ->
          action(word);
      default -> test(word);
    };
  }

  private void regexType(String type) throws NotUnderstood {
    syntax =
        switch (type) {
          case "posix-extended", "posix-egrep", "egrep" -> Regex.Syntax.EXTENDED;
          case "posix-basic", "sed", "grep", "ed" -> Regex.Syntax.BASIC;
          default -> throw unknown("-regextype " + type);
        };
  }

  private int number(String option) throws NotUnderstood {
    String text = value(option);
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unknown(option + " " + text);
    }
    return Integer.parseInt(text);
  }

  private Expression action(String word) throws NotUnderstood {
    return switch (word) {
      case "-print" -> new Expression.Print("", "\n");
      case "-print0" -> new Expression.Print("", "\0");
      case "-printf" -> new Expression.Print(value(word), "");
      case "-prune" -> new Expression.Prune();
      case "-quit" -> new Expression.Quit();
      case "-delete" -> {
        depthFirst = true;
        yield new Expression.Delete();
      }
      default -> execute(word);
    };
  }

  private Expression execute(String word) throws NotUnderstood {
    List<String> command = new ArrayList<>();
    while (true) {
      String next = value(word);
      if (next.equals(";")) {
        break;
      }
      if (next.equals("+") && !command.isEmpty() && command.getLast().equals("{}")) {
        command.removeLast();
        return Expression.Execute.of(command, true, word.equals("-execdir"));
      }
      command.add(next);
    }
    if (command.isEmpty()) {
      throw unknown(word);
    }
    return Expression.Execute.of(command, false, word.equals("-execdir"));
  }

  private Expression test(String word) throws NotUnderstood {
    return switch (word) {
      case "-name" -> new Expression.Matches("name", value(word), false);
      case "-iname" -> new Expression.Matches("name", lower(value(word)), true);
      case "-path", "-wholename" -> new Expression.Matches("path", value(word), false);
      case "-ipath", "-iwholename" -> new Expression.Matches("path", lower(value(word)), true);
      case "-lname" -> new Expression.Matches("lname", value(word), false);
      case "-regex", "-iregex" -> {
        if (syntax == Regex.Syntax.FIXED) {
          throw unknown(word + " of the type emacs");
        }
        yield new Expression.PathRegex(
            Regex.compile(value(word), syntax, word.equals("-iregex"), false));
      }
      case "-type", "-xtype" -> {
        String letters = value(word).replace(",", "");
        if (letters.isEmpty() || !letters.chars().allMatch(c -> "fdlbcps".indexOf(c) >= 0)) {
          throw unknown(word + " " + letters);
        }
        yield new Expression.Type(letters, word.equals("-xtype"));
      }
      case "-perm" -> permissions(value(word));
      case "-user", "-uid" -> new Expression.Owner(false, id(word, value(word)));
      case "-group", "-gid" -> new Expression.Owner(true, id(word, value(word)));
      case "-nouser" -> new Expression.Ownerless(false);
      case "-nogroup" -> new Expression.Ownerless(true);
      case "-newer", "-cnewer", "-anewer" -> newer(word, value(word));
      case "-empty" -> new Expression.Empty();
      case "-executable" -> new Expression.Executable();
      case "-readable", "-writable" -> new Expression.Constant(true);
      case "-samefile" -> new Expression.SameFile(value(word));
      case "-size" -> size(value(word));
      case "-links" -> count(value(word), 0);
      case "-mtime", "-atime", "-ctime", "-mmin", "-amin", "-cmin", "-used" ->
          throw new NotUnderstood("'find " + word + "' depends on the clock");
      default -> throw unknown(word);
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private static Expression permissions(String text) throws NotUnderstood {
    char how = text.startsWith("-") || text.startsWith("/") ? text.charAt(0) : ' ';
    String mode = how == ' ' ? text : text.substring(1);
    return new Expression.Permissions(Modes.apply(mode, 0, false, 0), how);
  }

  private int id(String word, String text) throws NotUnderstood {
    boolean group = word.startsWith("-g");
    if (word.length() > 4) {
      Optional<Integer> known =
          group
              ? Accounts.group(files, text).map(Accounts.Group::gid)
              : Accounts.user(files, text).map(Accounts.User::uid);
      if (known.isPresent()) {
        return known.get();
      }
      if (text.equals("root")) {
        return 0;
      }
    }
    boolean number =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number && Accounts.users(files).isEmpty()) {
      // Nobody is known yet, and nothing can be anybody's.
      return -1;
    }
    if (!number) {
      throw unknown(word + " " + text);
    }
    return Integer.parseInt(text);
  }

  private Expression newer(String word, String path) throws NotUnderstood {
    if (!word.equals("-newer")) {
      throw unknown(word);
    }
    Node node = files.stat(path).orElseThrow(() -> new NotUnderstood("find -newer " + path));
    long time = node.attributes().mtime();
    return new Expression.Newer(time, time == Attributes.GENERATED);
  }

  private static Expression size(String text) throws NotUnderstood {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    int unit = "cwbkMG".indexOf(last);
    long[] units = {1, 2, 512, 1 << 10, 1 << 20, 1 << 30};
    return count(
        unit < 0 ? text : text.substring(0, text.length() - 1), unit < 0 ? 512 : units[unit]);
  }

  private static Expression count(String text, long unit) throws NotUnderstood {
    char how = text.startsWith("+") || text.startsWith("-") ? text.charAt(0) : ' ';
    String digits = how == ' ' ? text : text.substring(1);
    if (digits.isEmpty()
        || digits.length() > 12
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unknown("a size of " + text);
    }
    return new Expression.Size(how, Long.parseLong(digits), unit);
  }
}
