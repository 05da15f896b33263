/** The commands of the package dpkg that maintainer scripts call, modelled over the tree. */
@NullMarked
package dev.plinth.install.deb.dpkg;

import org.jspecify.annotations.NullMarked;
