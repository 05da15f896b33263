/** Checks an image's chain: signature, provenance, lock, archive, packages, files. */
@NullMarked
package dev.plinth.pipeline.verify;

import org.jspecify.annotations.NullMarked;
