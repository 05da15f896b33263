/** Command lines of modelled commands. */
@NullMarked
package dev.plinth.install.deb.arguments;

import org.jspecify.annotations.NullMarked;
