/** What a spec may hold: one table for the reader, the JSON Schema and the tests. */
@NullMarked
package dev.plinth.spec.shape;

import org.jspecify.annotations.NullMarked;
