/** The one file of advisories: written whole, mapped, looked up by package. */
@NullMarked
package dev.plinth.vuln.database;

import org.jspecify.annotations.NullMarked;
