/**
 * sed: its script language read into records, and run over lines (XCU sed, with GNU's extensions).
 */
@NullMarked
package dev.plinth.shell.sed;

import org.jspecify.annotations.NullMarked;
