/** rpm's databases: SQLite, NDB, Berkeley DB. */
@NullMarked
package dev.plinth.rpm.database;

import org.jspecify.annotations.NullMarked;
