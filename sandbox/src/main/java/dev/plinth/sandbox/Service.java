package dev.plinth.sandbox;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A command that runs in its sandbox; closing it ends all of its processes. */
public final class Service implements AutoCloseable {
  private static final int MOST_OUTPUT = 1 << 20;
  private static final String LISTEN = "0A";
  private static final long PATIENCE_MILLIS = 5_000;

  private final Process process;
  private final Drain out;
  private final Drain err;

  Service(Process process) throws IOException {
    this.process = process;
    process.getOutputStream().close();
    this.out = new Drain(process.getInputStream());
    this.err = new Drain(process.getErrorStream());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  boolean await(Duration timeout) {
    return Sandbox.await(process, timeout.toMillis());
  }

  void kill() {
    // With its own process ids, all that bwrap started ends when it does.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Sandbox.await(process, PATIENCE_MILLIS);
  }

  /** What it said and how it ended; it must have ended. */
  SandboxResult result(boolean timedOut) {
    return new SandboxResult(process.exitValue(), out.text(), err.text(), timedOut);
  }

  /** What it has said so far, both streams, for messages. */
  public String said() {
    return (out.soFar() + err.soFar()).strip();
  }

  /** The TCP ports that something inside listens on. */
  public SortedSet<Integer> listening() throws IOException {
    TreeSet<Integer> ports = new TreeSet<>();
    Optional<Long> inside = innermost();
    if (inside.isEmpty()) {
      return ports;
    }
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc", "" + inside.get(), "net", table);
      if (!Sandbox.exists(file)) {
        continue;
      }
      for (String row : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        String[] cells = row.strip().split("\\s+");
        if (cells.length > 3 && cells[3].equals(LISTEN)) {
          ports.add(Integer.parseInt(cells[1].substring(cells[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  /**
   * Asks a web server inside for a page, from inside its network.
   *
   * @param java the program that runs Plinth, which also asks
   * @return status, a line feed, and the body
   */
  public String get(Path java, String classPath, String url, Duration timeout) throws IOException {
    long inside =
        innermost()
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.REFUSED, "the service has ended: " + said(), "see what it says"));
    List<String> line = new java.util.ArrayList<>(List.of(Programs.require("nsenter")));
    if (!RootDirectory.isRoot()) {
      line.addAll(List.of("--user=/proc/" + inside + "/ns/user", "--preserve-credentials"));
    }
    line.addAll(
        List.of("--net=/proc/" + inside + "/ns/net", java.toString(), "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", classPath, WebProbe.class.getName(), url, "" + timeout.toMillis()));
    Process probe = new ProcessBuilder(line).start();
    probe.getOutputStream().close();
    Drain answer = new Drain(probe.getInputStream());
    Drain complaint = new Drain(probe.getErrorStream());
    if (!Sandbox.await(probe, timeout.toMillis() + PATIENCE_MILLIS)) {
      probe.destroyForcibly();
    }
    if (!Sandbox.await(probe, PATIENCE_MILLIS) || probe.exitValue() != 0) {
      throw new PlinthException(
          ErrorCode.REFUSED, "no answer from " + url + ": " + complaint.text().strip(), "");
    }
    return answer.text();
  }

  /** The youngest descendant shares the namespaces that bwrap made. */
  private Optional<Long> innermost() {
    return process.descendants().map(ProcessHandle::pid).max(Long::compare);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  /** Reads a stream to its end so that the process never blocks, and keeps its beginning. */
  private static final class Drain {
    private final java.io.ByteArrayOutputStream kept = new java.io.ByteArrayOutputStream();
    private final Thread reader;

    Drain(InputStream in) {
      this.reader = Thread.ofVirtual().start(() -> read(in));
    }

    private void read(InputStream in) {
      byte[] buffer = new byte[1 << 13];
      try (in) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          synchronized (kept) {
            kept.write(buffer, 0, Math.min(n, MOST_OUTPUT - kept.size()));
          }
        }
      } catch (IOException e) {
        // The process was killed: what it said until then counts.
      }
    }

    String text() {
      try {
        reader.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return soFar();
    }

    String soFar() {
      synchronized (kept) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
