/** Layers put on each other: what is visible, who brought it, who owns it, who removed it. */
@NullMarked
package dev.plinth.inventory.merge;

import org.jspecify.annotations.NullMarked;
