/** Debian's formats: versions, control paragraphs, relations. */
@NullMarked
package dev.plinth.deb;

import org.jspecify.annotations.NullMarked;
