/** find: its expression language, evaluated over the tree in byte order of names. */
@NullMarked
package dev.plinth.shell.find;

import org.jspecify.annotations.NullMarked;
