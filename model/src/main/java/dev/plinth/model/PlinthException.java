package dev.plinth.model;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Plinth: what went wrong and where ({@link #getMessage}), and what to do
 * ({@link #hint}). Expected outcomes are data, not exceptions.
 */
public final class PlinthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String hint;

  /**
   * @param message one sentence without a final stop: what, and where (file, line, column, path)
   * @param hint what to do, one sentence; empty only where nothing can be done
   */
  public PlinthException(ErrorCode code, String message, String hint) {
    this(code, message, hint, null);
  }

  public PlinthException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  public ErrorCode code() {
    return code;
  }

  public String hint() {
    return hint;
  }
}
