/** The version orders of language ecosystems. */
@NullMarked
package dev.plinth.vuln.version;

import org.jspecify.annotations.NullMarked;
