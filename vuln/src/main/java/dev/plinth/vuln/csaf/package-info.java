/** The Common Security Advisory Framework 2.0: advisories and VEX as one document. */
@NullMarked
package dev.plinth.vuln.csaf;

import org.jspecify.annotations.NullMarked;
