/** rpm's headers: what a package says of itself. */
@NullMarked
package dev.plinth.rpm.header;

import org.jspecify.annotations.NullMarked;
