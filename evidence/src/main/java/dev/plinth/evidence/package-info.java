/** What an image carries to prove where it came from. */
@NullMarked
package dev.plinth.evidence;

import org.jspecify.annotations.NullMarked;
