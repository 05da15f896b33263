/** The nouns that everything shares: digest, platform, location, error. Depends on the JDK only. */
@NullMarked
package dev.plinth.model;

import org.jspecify.annotations.NullMarked;
