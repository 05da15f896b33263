/** Installs Debian packages into a tree as dpkg would, without running anything. */
@NullMarked
package dev.plinth.install.deb;

import org.jspecify.annotations.NullMarked;
