/** Images that exist: what is in them, how two of them differ, how they leave the store. */
@NullMarked
package dev.plinth.pipeline.image;

import org.jspecify.annotations.NullMarked;
