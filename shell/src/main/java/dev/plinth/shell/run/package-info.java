/** The interpreter: expansion, evaluation, built-ins, and the facade that runs one script. */
@NullMarked
package dev.plinth.shell.run;

import org.jspecify.annotations.NullMarked;
