/** Images, folders and archives of root file systems, read layer by layer. */
@NullMarked
package dev.plinth.inventory.source;

import org.jspecify.annotations.NullMarked;
