package dev.plinth.cli;

import java.io.PrintStream;

/** The entry point: answers {@code --version} at once, leaves all else to {@link Cli}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream out = Streams.standardOutput();
    PrintStream err = Streams.standardError();
    int code;
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      out.println("plinth " + Version.NUMBER);
      code = 0;
    } else {
      code = Cli.run(args, out, err);
    }
    out.flush();
    err.flush();
    // The training run of the start-up cache must end by itself, or nothing is recorded.
    if (code != 0 || args.length == 0 || !args[0].equals("train")) {
      Runtime.getRuntime().halt(out.checkError() && code == 0 ? 70 : code);
    }
  }
}
