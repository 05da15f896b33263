/** awk: its language (XCU awk), read into a tree and run over records. */
@NullMarked
package dev.plinth.shell.awk;

import org.jspecify.annotations.NullMarked;
