/** Signatures and attestations in the form of cosign 2: tags beside the image. */
@NullMarked
package dev.plinth.trust.cosign2;

import org.jspecify.annotations.NullMarked;
