/** Envelopes that say who signed which bytes of which type (DSSE 1.0). */
@NullMarked
package dev.plinth.trust.dsse;

import org.jspecify.annotations.NullMarked;
