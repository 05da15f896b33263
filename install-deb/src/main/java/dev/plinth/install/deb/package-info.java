/** Debian packages installed into a tree as dpkg would, maintainer scripts interpreted. */
@NullMarked
package dev.plinth.install.deb;

import org.jspecify.annotations.NullMarked;
