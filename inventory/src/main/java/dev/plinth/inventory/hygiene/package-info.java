/** What should not be in an image: keys, tokens, open doors. */
@NullMarked
package dev.plinth.inventory.hygiene;

import org.jspecify.annotations.NullMarked;
