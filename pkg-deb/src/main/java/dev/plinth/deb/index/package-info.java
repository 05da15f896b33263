/** Packages indexes: scanned once, read where somebody looks. */
@NullMarked
package dev.plinth.deb.index;

import org.jspecify.annotations.NullMarked;
