/** The .deb file itself (deb(5)): opened within bounds, unpacked once, kept for the next build. */
@NullMarked
package dev.plinth.deb.file;

import org.jspecify.annotations.NullMarked;
