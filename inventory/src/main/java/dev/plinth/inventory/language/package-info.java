/** Packages of language ecosystems and runtimes, told by their own files. */
@NullMarked
package dev.plinth.inventory.language;

import org.jspecify.annotations.NullMarked;
