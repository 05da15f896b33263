/** The spec's tests, held against an image. */
@NullMarked
package dev.plinth.pipeline.check;

import org.jspecify.annotations.NullMarked;
