/** What layers say, kept in a folder by their diffIDs. */
@NullMarked
package dev.plinth.inventory.cache;

import org.jspecify.annotations.NullMarked;
