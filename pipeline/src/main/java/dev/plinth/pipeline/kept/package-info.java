/** Installations that were done before: the tree of a set of packages, kept for the next build. */
@NullMarked
package dev.plinth.pipeline.kept;

import org.jspecify.annotations.NullMarked;
