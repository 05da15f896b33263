/** What a layer lists: its paths, written compactly, and sets of them as hashes. */
@NullMarked
package dev.plinth.inventory.listing;

import org.jspecify.annotations.NullMarked;
