/** What advisories say, in one form for all feeds. */
@NullMarked
package dev.plinth.vuln.advisory;

import org.jspecify.annotations.NullMarked;
