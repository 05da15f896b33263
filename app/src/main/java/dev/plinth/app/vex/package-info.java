/** Where VEX comes from, and whose counts. */
@NullMarked
package dev.plinth.app.vex;

import org.jspecify.annotations.NullMarked;
