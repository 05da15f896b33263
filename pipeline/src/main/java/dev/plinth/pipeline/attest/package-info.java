/** Signs images, attaches evidence, and shows what is attached. */
@NullMarked
package dev.plinth.pipeline.attest;

import org.jspecify.annotations.NullMarked;
