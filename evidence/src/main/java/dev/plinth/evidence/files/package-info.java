/** The signed list of every file of every layer. */
@NullMarked
package dev.plinth.evidence.files;

import org.jspecify.annotations.NullMarked;
