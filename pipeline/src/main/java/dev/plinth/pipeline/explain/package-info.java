/** Where a byte of an image comes from: layer, package, index, signed Release, key, source. */
@NullMarked
package dev.plinth.pipeline.explain;

import org.jspecify.annotations.NullMarked;
