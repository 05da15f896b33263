/** Which advisories apply to which package. */
@NullMarked
package dev.plinth.vuln.match;

import org.jspecify.annotations.NullMarked;
