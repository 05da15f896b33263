/** Lock, build, update: the order of the steps, over contracts. */
@NullMarked
package dev.plinth.pipeline;

import org.jspecify.annotations.NullMarked;
