/** The virtual tree as a program with a working directory and a umask sees it. */
@NullMarked
package dev.plinth.shell.files;

import org.jspecify.annotations.NullMarked;
