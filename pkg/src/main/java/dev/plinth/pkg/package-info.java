/** Contracts of package formats: what deb, apk and rpm have in common. */
@NullMarked
package dev.plinth.pkg;

import org.jspecify.annotations.NullMarked;
