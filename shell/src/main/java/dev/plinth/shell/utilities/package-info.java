/**
 * The POSIX and GNU utilities that scripts call, over the virtual tree; an unknown option is not
 * understood.
 */
@NullMarked
package dev.plinth.shell.utilities;

import org.jspecify.annotations.NullMarked;
