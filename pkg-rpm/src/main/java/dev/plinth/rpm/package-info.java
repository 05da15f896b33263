/** RPM packages and their databases. */
@NullMarked
package dev.plinth.rpm;

import org.jspecify.annotations.NullMarked;
