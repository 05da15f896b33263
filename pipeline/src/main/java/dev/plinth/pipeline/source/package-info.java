/** The sources of images: found in signed indexes, fetched, and attached as an artifact. */
@NullMarked
package dev.plinth.pipeline.source;

import org.jspecify.annotations.NullMarked;
