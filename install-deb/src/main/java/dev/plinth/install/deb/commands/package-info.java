/** All of Debian's own commands that maintainer scripts call, found by name. */
@NullMarked
package dev.plinth.install.deb.commands;

import org.jspecify.annotations.NullMarked;
