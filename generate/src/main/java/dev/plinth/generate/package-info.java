/** What tools generate in a root: the ld.so cache, certificate bundles, Java key stores. */
@NullMarked
package dev.plinth.generate;

import org.jspecify.annotations.NullMarked;
