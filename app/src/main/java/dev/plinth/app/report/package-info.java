/** Scans in the forms that other tools read, and as a page for people. */
@NullMarked
package dev.plinth.app.report;

import org.jspecify.annotations.NullMarked;
