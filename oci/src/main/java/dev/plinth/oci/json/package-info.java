/** Bounded, strict reading of JSON objects from outside, and writing that gives the same bytes. */
@NullMarked
package dev.plinth.oci.json;

import org.jspecify.annotations.NullMarked;
