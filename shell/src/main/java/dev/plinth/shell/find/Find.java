package dev.plinth.shell.find;

import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** The command: walks the tree and evaluates the expression at each node. */
public final class Find implements Command {
  private static final int MOST_DEPTH = 300;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    FileAccess files = FileAccess.of(call);
    FindParser parser = new FindParser(call.arguments(), files);
    Expression expression = parser.parse();
    return new Walk(call, files, parser, expression).all();
  }

  private static final class Walk {
    private final Invocation call;
    private final FileAccess files;
    private final FindParser options;
    private final Expression expression;
    private final Evaluation evaluation;
    private int status;

    Walk(Invocation call, FileAccess files, FindParser options, Expression expression) {
      this.call = call;
      this.files = files;
      this.options = options;
      this.expression = expression;
      this.evaluation = new Evaluation(call, files, options.follow == 'L');
    }

    int all() throws NotUnderstood {
      for (String start : options.starts()) {
        if (evaluation.hasQuit()) {
          break;
        }
        boolean follow = options.follow != 'P';
        Node node = (follow ? files.stat(start) : files.lstat(start)).orElse(null);
        node = node == null ? files.lstat(start).orElse(null) : node;
        if (node == null) {
          call.complain("find: '" + start + "': No such file or directory\n");
          status = 1;
          continue;
        }
        visit(start, start, node, 0);
      }
      evaluation.executeCollected(expression);
      return Math.max(status, evaluation.status());
    }

    private void visit(String path, String start, Node node, int depth) throws NotUnderstood {
      if (depth > MOST_DEPTH) {
        throw new NotUnderstood("find: directories nested too deeply");
      }
      boolean inside = depth >= options.least;
      boolean goesOn = true;
      if (!options.depthFirst && inside) {
        goesOn = evaluation.visit(expression, path, start, node, depth);
      }
      if (node instanceof Directory && goesOn && depth < options.most && !evaluation.hasQuit()) {
        children(path, start, depth);
      }
      if (options.depthFirst && inside && !evaluation.hasQuit()) {
        evaluation.visit(expression, path, start, node, depth);
      }
    }

    private void children(String path, String start, int depth) throws NotUnderstood {
      List<String> names;
      try {
        names = new ArrayList<>(files.list(path));
      } catch (FileSystemException e) {
        call.complain("find: '" + path + "': " + FileAccess.reason(e) + "\n");
        status = 1;
        return;
      }
      for (String name : names) {
        String child = path.endsWith("/") ? path + name : path + "/" + name;
        Node node = files.lstat(child).orElse(null);
        if (options.follow == 'L' && node instanceof Node.Symlink) {
          node = files.stat(child).orElse(node);
        }
        if (node != null && !evaluation.hasQuit()) {
          visit(child, start, node, depth + 1);
        }
      }
    }
  }
}
