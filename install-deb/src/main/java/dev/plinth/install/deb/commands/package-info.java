/** Debian's own commands that maintainer scripts call, modelled over the tree, one file each. */
@NullMarked
package dev.plinth.install.deb.commands;

import org.jspecify.annotations.NullMarked;
