/** What one layer says by itself, so that a layer seen before need not be read again. */
@NullMarked
package dev.plinth.inventory.layers;

import org.jspecify.annotations.NullMarked;
