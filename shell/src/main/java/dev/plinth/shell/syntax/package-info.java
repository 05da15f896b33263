/**
 * The grammar of the shell command language (POSIX.1-2017, XCU chapter 2, as dash 0.5.12 reads it)
 * and the few constructs of bash that maintainer scripts use: text to a tree of records.
 */
@NullMarked
package dev.plinth.shell.syntax;

import org.jspecify.annotations.NullMarked;
