/** Source packages: their index, their {@code .dsc}, and which of them a binary is made of. */
@NullMarked
package dev.plinth.deb.source;

import org.jspecify.annotations.NullMarked;
