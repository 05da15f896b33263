/** Keys that lie in tokens and sign there (PKCS #11, by the JDK's foreign functions). */
@NullMarked
package dev.plinth.trust.token;

import org.jspecify.annotations.NullMarked;
