package dev.plinth.shell.utilities;

import dev.plinth.shell.Command;
import dev.plinth.shell.awk.Awk;
import dev.plinth.shell.find.Find;
import dev.plinth.shell.pattern.Regex;
import dev.plinth.shell.sed.Sed;
import java.util.Optional;

/** Finds the model of a utility by its base name; each is made only when it is called. */
public final class Utilities {
  private Utilities() {}

  public static Optional<Command> find(String name) {
    return Optional.ofNullable(make(name));
  }

  private static @org.jspecify.annotations.Nullable Command make(String name) {
    return switch (name) {
      case "echo" -> Echo.program();
      case "printf" -> new Printf();
      case "test", "[" -> new Test(true);
      case "true" -> _ -> 0;
      case "false" -> _ -> 1;
      case "cat" -> new Text.Cat();
      case "head" -> new Text.Ends(true);
      case "tail" -> new Text.Ends(false);
      case "wc" -> new Text.Wc();
      case "tee" -> new Text.Tee();
      case "tac" -> new Text.Tac();
      case "cut" -> new Cut();
      case "tr" -> new Tr();
      case "sort" -> new Sort();
      case "uniq" -> new Lines.Uniq();
      case "comm" -> new Lines.Comm();
      case "paste" -> new Lines.Paste();
      case "seq" -> new Lines.Seq();
      case "rev" -> new Lines.Rev();
      case "cmp" -> new Lines.Cmp();
      case "diff" -> new Lines.Diff();
      case "grep" -> new Grep(Regex.Syntax.BASIC);
      case "egrep" -> new Grep(Regex.Syntax.EXTENDED);
      case "fgrep" -> new Grep(Regex.Syntax.FIXED);
      case "sed" -> new Sed();
      case "cp" -> new Copy();
      case "mv" -> new Move.Mv();
      case "ln" -> new Move.Ln();
      case "rm" -> new Remove.Rm();
      case "unlink" -> new Remove.Unlink();
      case "rmdir" -> new Remove.Rmdir();
      case "mkdir" -> new Make.Mkdir();
      case "touch" -> new Make.Touch();
      case "mktemp", "tempfile" -> new Make.Mktemp();
      case "truncate" -> new Make.Truncate();
      case "chmod" -> new Permissions.Chmod();
      case "chown" -> new Permissions.Chown(false);
      case "chgrp" -> new Permissions.Chown(true);
      case "install" -> new Install();
      case "readlink" -> new Paths.Readlink();
      case "realpath" -> new Paths.Realpath();
      case "basename" -> new Paths.Basename();
      case "dirname" -> new Paths.Dirname();
      case "which" -> new Paths.Which();
      case "ls" -> new Listing.Ls();
      case "stat" -> new Listing.Stat();
      case "expr" -> new Expr();
      case "awk", "mawk" -> new Awk();
      case "find" -> new Find();
      case "env" -> new Run.Env();
      case "xargs" -> new Run.Xargs();
      case "chroot" -> new Run.Chroot();
      case "setpriv" -> new Run.Setpriv();
      case "nice", "ionice", "nohup", "setsid", "timeout" -> new Run.Wrapper();
      case "id" -> new Information.Id();
      case "groups" -> new Information.Groups();
      case "getent" -> new Information.Getent();
      case "uname" -> new Information.Uname();
      case "printenv" -> new Information.Printenv();
      case "date" -> new Clock.Date();
      case "sleep" -> new Clock.Sleep();
      case "sync" -> _ -> 0;
      case "base64" -> new Base64();
      case "su", "runuser" -> new Substitute();
      case "md5sum" -> new Digests("MD5");
      case "sha1sum" -> new Digests("SHA-1");
      case "sha224sum" -> new Digests("SHA-224");
      case "sha256sum" -> new Digests("SHA-256");
      case "sha384sum" -> new Digests("SHA-384");
      case "sha512sum" -> new Digests("SHA-512");
      default -> null;
    };
  }
}
