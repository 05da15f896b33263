/** Wiring: the only place that names every implementation. */
@NullMarked
package dev.plinth.app;

import org.jspecify.annotations.NullMarked;
