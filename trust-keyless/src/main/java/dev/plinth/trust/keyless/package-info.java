/** Keyless signing and verifying, by sigstore-java. */
@NullMarked
package dev.plinth.trust.keyless;

import org.jspecify.annotations.NullMarked;
