package dev.plinth.cli;

import dev.plinth.model.Progress;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One line a phase. On a terminal the line is drawn again in place, at most ten times a second, and
 * turns into its result; elsewhere it is written once, when the phase is done.
 */
final class TerminalProgress implements Progress {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int BAR = 24;
  private static final int NAME = 9;

  private final PrintStream err;
  private final boolean terminal;

  TerminalProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public Phase begin(String name) {
    return new Line(name);
  }

  private final class Line implements Phase {
    private final String name;
    private final long began = System.nanoTime();
    private long drawn = began;
    private long expected;
    private long done;
    private String result = "";
    private boolean dirty;

    Line(String name) {
      this.name = name;
      if (terminal) {
        dirty = true;
        draw(began);
      }
    }

    @Override
    public synchronized void expect(long bytes) {
      expected += bytes;
    }

    @Override
    public synchronized void advance(long bytes) {
      done += bytes;
      long now = System.nanoTime();
      if (terminal && now - drawn > REDRAW_NANOS) {
        drawn = now;
        dirty = true;
        draw(now);
      }
    }

    @Override
    public synchronized void result(String text) {
      result = text;
    }

    @Override
    public synchronized void close() {
      String time = String.format(Locale.ROOT, "%6.2f s", (System.nanoTime() - began) / 1e9);
      String said = result.isEmpty() ? "stopped" : result;
      synchronized (err) {
        err.print((dirty ? "\r\033[K" : "") + "  " + pad(name) + time + "  " + said + "\n");
        err.flush();
      }
    }

    private void draw(long now) {
      double seconds = (now - began) / 1e9;
      StringBuilder line = new StringBuilder("\r\033[K  ").append(pad(name));
      if (expected > 0) {
        int full = (int) Math.min(BAR, BAR * done / expected);
        line.append('[').append("=".repeat(full)).append(" ".repeat(BAR - full)).append("] ");
        line.append(Text.bytes(done)).append(" of ").append(Text.bytes(expected));
        if (seconds > 0 && done > 0) {
          double rate = done / seconds;
          line.append(", ").append(Text.bytes((long) rate)).append("/s");
          line.append(
              String.format(Locale.ROOT, ", %.0f s left", Math.max(0, expected - done) / rate));
        }
      }
      synchronized (err) {
        err.print(line);
        err.flush();
      }
    }
  }

  private static String pad(String name) {
    return name + " ".repeat(Math.max(1, NAME - name.length()));
  }
}
