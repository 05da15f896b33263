package dev.plinth.shell;

import java.util.Optional;

/**
 * The commands that a caller models besides the shell's own. Asked with the name as the script
 * writes it; where that is an absolute path below {@code /bin}, {@code /sbin}, {@code /usr/bin},
 * {@code /usr/sbin} or their {@code /usr/local} twins, asked again with the base name. The dot
 * command asks too, with the path of the file it would read: a library that is modelled natively is
 * then run as a command and may {@linkplain Invocation#assign set variables}.
 */
@FunctionalInterface
public interface CommandTable {
  /** The model of the command called {@code name}, or empty where there is none. */
  Optional<Command> find(String name);

  /** A table with nothing in it. */
  static CommandTable none() {
    return _ -> Optional.empty();
  }
}
