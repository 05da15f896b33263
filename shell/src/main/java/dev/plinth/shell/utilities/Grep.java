package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Regex;
import dev.plinth.shell.pattern.Regex.Syntax;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** grep, egrep, fgrep. */
final class Grep extends Utility {
  private final Syntax usual;

  Grep(Syntax usual) {
    this.usual = usual;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parse(
            call,
            "EFGPivqcnlLwxhHsom:e:f:arRyA:B:C:zZ",
            "extended-regexp=E perl-regexp=P fixed-strings=F basic-regexp=G ignore-case=i invert-match=v quiet=q "
                + "silent=q count=c line-number=n files-with-matches=l files-without-match=L "
                + "word-regexp=w line-regexp=x no-filename=h with-filename=H no-messages=s "
                + "only-matching=o max-count=m regexp=e file=f text=a recursive=r "
                + "after-context=A before-context=B context=C null-data=z null=Z");
    return new Run(call, arguments, usual).all();
  }

  private static final class Run {
    private final Invocation call;
    private final Arguments arguments;
    private final FileAccess files;
    private final List<Regex> patterns = new ArrayList<>();
    private final List<String> operands;
    private final boolean inverted;
    private final boolean titles;
    private final long most;
    private final char end;
    private boolean found;
    private boolean failed;

    Run(Invocation call, Arguments arguments, Syntax usual) throws NotUnderstood {
      this.call = call;
      this.arguments = arguments;
      this.files = FileAccess.of(call);
      List<String> words = new ArrayList<>(arguments.operands());
      List<String> texts = new ArrayList<>();
      boolean given = false;
      for (Arguments.Given option : arguments.options()) {
        if (option.letter() == 'e') {
          given = true;
          texts.addAll(List.of(option.value().split("\n", -1)));
        } else if (option.letter() == 'f') {
          given = true;
          try {
            texts.addAll(lines(read(call, files, option.value())));
          } catch (FileSystemException e) {
            failed = true;
          }
        }
      }
      if (!given) {
        if (words.isEmpty()) {
          throw usage(call);
        }
        texts.addAll(List.of(words.removeFirst().split("\n", -1)));
      }
      char syntax = arguments.last("EFGP");
      Syntax chosen =
          switch (syntax) {
            case 'E', 'P' -> Syntax.EXTENDED;
            case 'F' -> Syntax.FIXED;
            case 'G' -> Syntax.BASIC;
            default -> usual;
          };
      boolean fold = arguments.has('i') || arguments.has('y');
      for (String text : texts) {
        if (syntax == 'P' && !text.matches("[\\w^$.|()\\[\\]/: -]*")) {
          throw new NotUnderstood("'grep -P " + text + "' is not modelled");
        }
        patterns.add(Regex.compile(text, chosen, fold, false));
      }
      boolean recursive = arguments.has('r') || arguments.has('R');
      this.operands = recursive ? walk(words) : words;
      this.inverted = arguments.has('v');
      this.titles =
          arguments.last("hH") == 'H'
              || (arguments.last("hH") == 0 && (operands.size() > 1 || recursive));
      String count = arguments.value('m');
      this.most = count == null ? Long.MAX_VALUE : natural(count);
      this.end = arguments.has('z') ? '\0' : '\n';
      if (arguments.has('A')
          || arguments.has('B')
          || arguments.has('C')
          || arguments.has('Z')
          || most < 0) {
        throw usage(call);
      }
    }

    private List<String> walk(List<String> tops) throws NotUnderstood {
      List<String> all = new ArrayList<>();
      for (String top : tops.isEmpty() ? List.of(".") : tops) {
        walk(top, all, 0);
      }
      return all;
    }

    private void walk(String path, List<String> all, int depth) throws NotUnderstood {
      boolean link =
          files.lstat(path).orElse(null) instanceof dev.plinth.rootfs.Node.Symlink
              && depth > 0
              && !arguments.has('R');
      if (link || depth > 100) {
        return;
      }
      if (!files.isDirectory(path)) {
        all.add(path);
        return;
      }
      try {
        for (String name : files.list(path)) {
          walk(path.endsWith("/") ? path + name : path + "/" + name, all, depth + 1);
        }
      } catch (FileSystemException e) {
        failed = true;
      }
    }

    int all() throws NotUnderstood {
      for (String path : operands.isEmpty() ? List.of("-") : operands) {
        String text;
        try {
          text = read(call, files, path);
        } catch (FileSystemException e) {
          failed = true;
          if (!arguments.has('s')) {
            fail(call, path, e);
          }
          continue;
        }
        file(path.equals("-") ? "(standard input)" : path, text);
        if (found && arguments.has('q')) {
          return 0;
        }
      }
      return failed ? 2 : found ? 0 : 1;
    }

    private void file(String name, String text) throws NotUnderstood {
      StringBuilder out = new StringBuilder();
      long matches = 0;
      long number = 0;
      boolean binary = end == '\n' && text.indexOf('\0') >= 0 && !arguments.has('a');
      boolean prints =
          !arguments.has('q') && !arguments.has('c') && !arguments.has('l') && !arguments.has('L');
      for (String line : split(text, end)) {
        number++;
        if (matches >= most) {
          break;
        }
        if (matches(line) == inverted) {
          continue;
        }
        matches++;
        if (prints && !binary) {
          String title = (titles ? name + ":" : "") + (arguments.has('n') ? number + ":" : "");
          if (arguments.has('o')) {
            parts(line, title, out);
          } else {
            out.append(title).append(line).append(end);
          }
        }
      }
      boolean listed = arguments.has('L') ? matches == 0 : matches > 0;
      found |= matches > 0;
      if (binary && prints && matches > 0) {
        out.append("Binary file ").append(name).append(" matches\n");
      }
      call.print(out.toString());
      if (arguments.has('q')) {
        return;
      }
      if (arguments.has('l') || arguments.has('L')) {
        if (listed) {
          call.print(name + "\n");
        }
      } else if (arguments.has('c')) {
        call.print((titles ? name + ":" : "") + matches + "\n");
      }
    }

    private boolean matches(String line) throws NotUnderstood {
      for (Regex pattern : patterns) {
        if (arguments.has('x')) {
          int[] match = pattern.matchAt(line, 0);
          if (match != null && match[1] == line.length()) {
            return true;
          }
        } else if (arguments.has('w')) {
          if (word(pattern, line, 0) != null) {
            return true;
          }
        } else if (pattern.finds(line)) {
          return true;
        }
      }
      return false;
    }

    /** The next match that no word char touches. */
    private static int @org.jspecify.annotations.Nullable [] word(
        Regex pattern, String line, int from) throws NotUnderstood {
      int[] match = pattern.search(line, from);
      while (match != null) {
        int end = match[1];
        // A shorter match at the same place may end at a word's edge.
        while (end >= match[0]) {
          boolean edges = isEdge(line, match[0] - 1) && isEdge(line, end);
          if (edges && (end > match[0] || match[1] == match[0])) {
            int[] exact = pattern.matchAt(line.substring(0, end), match[0]);
            if (exact != null && exact[1] == end) {
              return exact;
            }
          }
          end--;
        }
        if (match[0] >= line.length()) {
          return null;
        }
        match = pattern.search(line, match[0] + 1);
      }
      return null;
    }

    private static boolean isEdge(String line, int at) {
      if (at < 0 || at >= line.length()) {
        return true;
      }
      char c = line.charAt(at);
      return c != '_' && !dev.plinth.shell.pattern.CharClass.contains("alnum", c);
    }

    private void parts(String line, String title, StringBuilder out) throws NotUnderstood {
      int at = 0;
      while (at <= line.length()) {
        int[] first = null;
        for (Regex pattern : patterns) {
          int[] match = arguments.has('w') ? word(pattern, line, at) : pattern.search(line, at);
          if (match != null
              && (first == null
                  || match[0] < first[0]
                  || (match[0] == first[0] && match[1] > first[1]))) {
            first = match;
          }
        }
        if (first == null) {
          return;
        }
        if (first[1] > first[0]) {
          out.append(title).append(line, first[0], first[1]).append(end);
        }
        at = first[1] > first[0] ? first[1] : first[0] + 1;
      }
    }
  }
}
