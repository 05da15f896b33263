/** Keys: their files, in the formats of cosign and of PKCS #8, and signing with them. */
@NullMarked
package dev.plinth.trust.key;

import org.jspecify.annotations.NullMarked;
