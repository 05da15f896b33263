/** Whether signatures are those of the keys that were asked for, over what was asked for. */
@NullMarked
package dev.plinth.trust.verify;

import org.jspecify.annotations.NullMarked;
