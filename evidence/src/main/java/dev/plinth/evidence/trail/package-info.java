/** The dated record of what was done to an image, each entry bound to the one before. */
@NullMarked
package dev.plinth.evidence.trail;

import org.jspecify.annotations.NullMarked;
