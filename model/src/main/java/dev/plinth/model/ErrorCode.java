package dev.plinth.model;

/** Why something ended; exit codes and HTTP statuses derive from it, once. */
public enum ErrorCode {
  /** Findings exist, a test failed, or a policy says no. */
  REFUSED(Type.USER, 1),
  /** The command line is wrong. */
  USAGE(Type.USER, 2),
  /** A file, spec, package or image is malformed, or cannot be satisfied. */
  BAD_INPUT(Type.INPUT, 3),
  /** What was named does not exist. */
  NOT_FOUND(Type.INPUT, 4),
  /** A network peer or registry failed. */
  NETWORK(Type.EXTERNAL, 5),
  /** A signature, hash or other proof does not hold. */
  VERIFICATION(Type.INPUT, 6),
  /** The machine failed: disk full, permission denied. */
  MACHINE(Type.EXTERNAL, 70),
  /** Plinth is wrong. */
  INTERNAL(Type.INTERNAL, 70);

  /** Whose turn it is to act. */
  public enum Type {
    USER,
    INPUT,
    EXTERNAL,
    INTERNAL
  }

  private final Type type;
  private final int exitCode;

  ErrorCode(Type type, int exitCode) {
    this.type = type;
    this.exitCode = exitCode;
  }

  public Type type() {
    return type;
  }

  /** The process exit code of PRODUCT.md's contract. */
  public int exitCode() {
    return exitCode;
  }
}
