/** Unpacking: order, merged /usr, diversions, conffiles, files of several packages. */
@NullMarked
package dev.plinth.install.deb.unpack;

import org.jspecify.annotations.NullMarked;
