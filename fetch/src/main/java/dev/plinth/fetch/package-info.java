/**
 * Bytes from elsewhere: a small transport (HTTP, HTTPS, files), and downloads over it that are
 * parallel, bounded, resumed and retried. Nothing here judges whether bytes are genuine beyond the
 * size and digest that the caller expects.
 */
@NullMarked
package dev.plinth.fetch;

import org.jspecify.annotations.NullMarked;
