/** A small archive for the recording of the start-up cache. */
@NullMarked
package dev.plinth.app.training;

import org.jspecify.annotations.NullMarked;
