/** What the spec itself changes in a root: accounts, paths, files. */
@NullMarked
package dev.plinth.pipeline.root;

import org.jspecify.annotations.NullMarked;
