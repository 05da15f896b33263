package dev.plinth.shell;

/**
 * A command that scripts may call, modelled natively over the tree. A model that meets an option or
 * operand it does not know throws {@link NotUnderstood}: it never guesses.
 */
@FunctionalInterface
public interface Command {
  /**
   * @return the exit status, 0 to 255
   */
  int run(Invocation call) throws NotUnderstood;
}
