/** Bytes kept for a while, in memory where they are few and on disk where they are many. */
@NullMarked
package dev.plinth.inventory.spool;

import org.jspecify.annotations.NullMarked;
