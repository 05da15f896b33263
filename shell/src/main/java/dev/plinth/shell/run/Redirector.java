package dev.plinth.shell.run;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Device;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Redirection;
import dev.plinth.shell.syntax.Redirection.Kind;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what redirections name (XCU 2.7). */
final class Redirector {
  private final Shell shell;
  private final Expander expander;

  Redirector(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  /** Applies all, or says on standard error which one failed. */
  boolean applySafely(List<Redirection> redirections) throws NotUnderstood {
    try {
      apply(redirections);
      return true;
    } catch (ShellError e) {
      shell.complain(e.message());
      return false;
    }
  }

  void apply(List<Redirection> redirections) throws NotUnderstood {
    for (Redirection redirection : redirections) {
      apply(redirection);
    }
  }

  private void apply(Redirection redirection) throws NotUnderstood {
    int descriptor = redirection.descriptor();
    switch (redirection.kind()) {
      case HERE_DOCUMENT ->
          shell.stream(descriptor, new Stream.Input(expander.quoted(redirection.target())));
      case HERE_STRING ->
          shell.stream(descriptor, new Stream.Input(expander.string(redirection.target()) + "\n"));
      case DUPLICATE -> duplicate(descriptor, expander.string(redirection.target()));
      case WRITE_BOTH, APPEND_BOTH -> {
        boolean append = redirection.kind() == Kind.APPEND_BOTH;
        shell.stream(1, open(name(redirection), append ? Kind.APPEND : Kind.WRITE));
        shell.stream(2, shell.stream(1));
      }
      default -> shell.stream(descriptor, open(name(redirection), redirection.kind()));
    }
  }

  private String name(Redirection redirection) throws NotUnderstood {
    if (shell.dialect == Dialect.DASH) {
      return expander.string(redirection.target());
    }
    List<String> names = new ArrayList<>();
    expander.fields(redirection.target(), names);
    if (names.size() != 1) {
      throw new ShellError(1, "ambiguous redirect");
    }
    return names.getFirst();
  }

  private void duplicate(int descriptor, String source) throws NotUnderstood {
    if (source.equals("-")) {
      shell.stream(descriptor, null);
      return;
    }
    Long number = Numbers.decimal(source);
    if (number == null || number < 0 || number > 255) {
      throw new ShellError("Bad fd number");
    }
    Stream stream = shell.stream(number.intValue());
    if (stream == null) {
      throw new ShellError(number + ": Bad file descriptor");
    }
    shell.stream(descriptor, stream);
  }

  private Stream open(String path, Kind kind) throws NotUnderstood {
    FileAccess files = shell.files();
    boolean writes = kind != Kind.READ;
    try {
      Stream standard = standard(files.absolute(path));
      if (standard != null) {
        return standard;
      }
      Device device = path.isEmpty() ? null : Device.at(files.absolute(path));
      if (device != null) {
        device.check(path);
        return new Stream.Null();
      }
      if (!writes) {
        return FileStream.forReading(shell.session, files, path, files.read(path));
      }
      return openForWriting(files, path, kind);
    } catch (FileSystemException e) {
      String reason = FileAccess.reason(e);
      boolean creates = writes && reason.startsWith("No such file");
      throw new ShellError(
          shell.dialect == Dialect.BASH ? 1 : 2,
          "cannot "
              + (writes ? "create " : "open ")
              + path
              + ": "
              + (creates
                  ? "Directory nonexistent"
                  : reason.startsWith("No such file") ? "No such file" : reason));
    }
  }

  private Stream openForWriting(FileAccess files, String path, Kind kind)
      throws FileSystemException, NotUnderstood {
    Optional<Node> old = files.stat(path);
    if (old.isPresent()
        && kind == Kind.WRITE
        && shell.options.is('C')
        && old.get() instanceof Node.RegularFile) {
      throw new ShellError("cannot create " + path + ": File exists");
    }
    if (old.isEmpty()) {
      files.write(path, "");
    } else if (old.get() instanceof Node.RegularFile file) {
      boolean truncates = kind == Kind.WRITE || kind == Kind.OVERWRITE;
      if (truncates && file.content().size() > 0) {
        files.tree().write(files.absolute(path), Content.ofRaw(""), files.fresh(0644));
      }
    } else {
      throw new FileSystemException(path, null, "Is a directory");
    }
    String real = files.tree().canonical(files.absolute(path), true);
    if (kind == Kind.READ_WRITE) {
      return FileStream.forBoth(shell.session, files, real, files.read(path));
    }
    return FileStream.forWriting(shell.session, files, real, kind == Kind.APPEND);
  }

  /** {@code /dev/stdout} and its kin are the descriptors themselves. */
  private @org.jspecify.annotations.Nullable Stream standard(String path) {
    String number =
        switch (path) {
          case "/dev/stdin" -> "0";
          case "/dev/stdout" -> "1";
          case "/dev/stderr" -> "2";
          default -> {
            String prefix = path.startsWith("/dev/fd/") ? "/dev/fd/" : "/proc/self/fd/";
            yield path.startsWith(prefix) ? path.substring(prefix.length()) : "";
          }
        };
    Long descriptor = number.isEmpty() ? null : Numbers.decimal(number);
    return descriptor == null || descriptor < 0 || descriptor > 255
        ? null
        : shell.stream(descriptor.intValue());
  }
}
