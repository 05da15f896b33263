/** The command line: one file a command, answers on standard output, progress on standard error. */
@NullMarked
package dev.plinth.cli;

import org.jspecify.annotations.NullMarked;
