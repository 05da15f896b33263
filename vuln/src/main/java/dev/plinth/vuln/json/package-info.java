/** Bounded reading of JSON from outside. */
@NullMarked
package dev.plinth.vuln.json;

import org.jspecify.annotations.NullMarked;
