package dev.plinth.shell.run;

/** Unwinds to the end of a shell or subshell. */
final class ExitShell extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ExitShell(int status) {
    super(null, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
