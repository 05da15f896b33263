/** What is in an image: packages by layer, the system they belong to, files of no package. */
@NullMarked
package dev.plinth.inventory;

import org.jspecify.annotations.NullMarked;
