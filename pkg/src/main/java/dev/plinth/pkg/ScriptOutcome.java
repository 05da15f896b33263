package dev.plinth.pkg;

import java.util.List;

/**
 * What became of one maintainer script.
 *
 * @param packageName binary package
 * @param script {@code preinst}, {@code postinst}, {@code trigger ldconfig}, …
 * @param effect its class
 */
public record ScriptOutcome(String packageName, String script, Effect effect) {

  /** The classes of scripts; there is none for "skipped in silence". */
  public sealed interface Effect {
    /** It ran and changed nothing. */
    record NoOp() implements Effect {}

    /**
     * What it would have done was done natively.
     *
     * @param what in words, stable order
     */
    record Done(List<String> what) implements Effect {}

    /** What it would have done has no place in an image, and why. */
    record Omitted(List<String> what, String reason) implements Effect {}

    /** The spec allowed leaving out what is not understood. */
    record Allowed(String what) implements Effect {}

    /**
     * Not understood: an error.
     *
     * @param line of the script, from 1
     * @param text that line
     * @param why what was not understood
     */
    record Unknown(int line, String text, String why) implements Effect {}
  }
}
