package dev.plinth.shell.run;

/** An error that ends the shell, or only the built-in that met it (XCU 2.8.1). */
final class ShellError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ShellError(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  ShellError(String message) {
    this(2, message);
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
