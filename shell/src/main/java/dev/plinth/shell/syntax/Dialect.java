package dev.plinth.shell.syntax;

/** Whose reading of a script counts. */
public enum Dialect {
  /** dash 0.5.12, Debian's {@code /bin/sh}. */
  DASH,
  /** bash 5: POSIX sh and the constructs of bash that are modelled. */
  BASH
}
