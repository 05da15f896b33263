/** dpkg's database as files: the full one, and the records that scanners read without one. */
@NullMarked
package dev.plinth.install.deb.database;

import org.jspecify.annotations.NullMarked;
