/** Commands of an image run on its own root file system, without network, daemon or root. */
@NullMarked
package dev.plinth.sandbox;

import org.jspecify.annotations.NullMarked;
