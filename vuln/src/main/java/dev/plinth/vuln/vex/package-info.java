/** Statements of exploitability (VEX) and suppressions. */
@NullMarked
package dev.plinth.vuln.vex;

import org.jspecify.annotations.NullMarked;
