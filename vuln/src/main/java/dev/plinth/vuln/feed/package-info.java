/** Feeds of advisories, read into one form. */
@NullMarked
package dev.plinth.vuln.feed;

import org.jspecify.annotations.NullMarked;
