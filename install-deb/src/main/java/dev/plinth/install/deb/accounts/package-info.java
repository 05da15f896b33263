/** Users and groups: the commands that make them, and the files that hold them. */
@NullMarked
package dev.plinth.install.deb.accounts;

import org.jspecify.annotations.NullMarked;
