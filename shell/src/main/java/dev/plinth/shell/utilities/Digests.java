package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** md5sum and the sha*sum family. */
final class Digests extends Utility {
  private final String algorithm;

  Digests(String algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parse(
            call, "btcqSwi", "check=c quiet=q status=S warn=w binary=b text=t ignore-missing=i");
    if (!arguments.has('c')) {
      String mark = arguments.has('b') ? " *" : "  ";
      return forEachInput(
          call,
          arguments.operands(),
          (name, text) -> call.print(digest(text) + mark + name + "\n"));
    }
    boolean[] failed = {false};
    boolean[] any = {false};
    FileAccess files = FileAccess.of(call);
    int status =
        forEachInput(
            call,
            arguments.operands(),
            (_, text) -> {
              for (String line : lines(text)) {
                boolean skipped = arguments.has('i') && files.stat(named(line)).isEmpty();
                any[0] |= !skipped;
                failed[0] |= !skipped && !check(call, arguments, line);
              }
            });
    if (arguments.has('i') && !any[0]) {
      return fail(call, "no file was verified");
    }
    return failed[0] ? 1 : status;
  }

  /** The file that a line of checksums is of. */
  private static String named(String line) throws NotUnderstood {
    int blank = line.indexOf(' ');
    if (blank < 32 || blank + 2 > line.length()) {
      throw new NotUnderstood("a line of checksums is not understood: " + line);
    }
    return line.substring(blank + 2);
  }

  private boolean check(Invocation call, Arguments arguments, String line) throws NotUnderstood {
    String name = named(line);
    String sum = line.substring(0, line.indexOf(' '));
    boolean good;
    String verdict;
    try {
      good = digest(read(call, FileAccess.of(call), name)).equals(sum);
      verdict = good ? ": OK" : ": FAILED";
    } catch (FileSystemException e) {
      good = false;
      verdict = ": FAILED open or read";
    }
    if (!arguments.has('S') && (!good || !arguments.has('q'))) {
      call.print(name + verdict + "\n");
    }
    return good;
  }

  private String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
