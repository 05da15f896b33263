/** The contract between the interpreter of POSIX sh and the commands that it can call. */
@NullMarked
package dev.plinth.shell;

import org.jspecify.annotations.NullMarked;
