/** Shell patterns and POSIX regular expressions, matched without backtracking explosions. */
@NullMarked
package dev.plinth.shell.pattern;

import org.jspecify.annotations.NullMarked;
