/** One set of advisories against very many lists of packages. */
@NullMarked
package dev.plinth.vuln.bulk;

import org.jspecify.annotations.NullMarked;
