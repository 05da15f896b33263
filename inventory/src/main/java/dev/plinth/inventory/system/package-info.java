/** Which distribution an image is, as its files say it. */
@NullMarked
package dev.plinth.inventory.system;

import org.jspecify.annotations.NullMarked;
