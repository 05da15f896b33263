/** Advisories and what they mean for a list of packages. */
@NullMarked
package dev.plinth.vuln;

import org.jspecify.annotations.NullMarked;
