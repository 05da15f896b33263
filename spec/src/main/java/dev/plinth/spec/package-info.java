/** The YAML file that a person writes, with positions for every error. */
@NullMarked
package dev.plinth.spec;

import org.jspecify.annotations.NullMarked;
