package dev.plinth.cli;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Failures in three lines: what, why or where, what to do. */
final class Failure {
  private Failure() {}

  static int report(PlinthException e, PrintStream err, boolean debug) {
    String[] lines = Text.shown(String.valueOf(e.getMessage())).split("\n", -1);
    err.println("plinth: " + lines[0]);
    for (int i = 1; i < lines.length; i++) {
      err.println("  " + lines[i]);
    }
    if (!e.hint().isEmpty()) {
      e.hint().lines().forEach(line -> err.println("  → " + line));
    }
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return e.code().exitCode();
  }

  /** Gives what was not foreseen a code and a sentence. */
  static PlinthException classify(Throwable e) {
    return switch (e) {
      case PlinthException known -> known;
      case UncheckedIOException io ->
          machine(io, io.getCause() == null ? new IOException(io) : io.getCause());
      case IOException io -> machine(io, io);
      case OutOfMemoryError memory ->
          new PlinthException(
              ErrorCode.MACHINE,
              "the Java heap is full",
              "give it more, for example PLINTH_HEAP=512m",
              memory);
      default ->
          new PlinthException(
              ErrorCode.INTERNAL,
              "internal error: " + e,
              "this is a defect of Plinth; run it again with --debug and report what it prints",
              e);
    };
  }

  private static PlinthException machine(Throwable e, IOException io) {
    String text = String.valueOf(io.getMessage());
    return text.contains("No space left on device")
        ? new PlinthException(
            ErrorCode.MACHINE,
            "the disk is full: " + text,
            "free space and run the same command again",
            e)
        : new PlinthException(
            ErrorCode.MACHINE,
            "the machine refused: " + io.getClass().getSimpleName() + ": " + text,
            "check the file and its permissions, then run the same command again",
            e);
  }
}
