/** What the database of a package manager says is installed. */
@NullMarked
package dev.plinth.pkg.installed;

import org.jspecify.annotations.NullMarked;
