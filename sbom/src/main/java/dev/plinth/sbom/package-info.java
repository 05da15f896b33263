/** Bills of materials: what an image contains, apart from any format of writing it down. */
@NullMarked
package dev.plinth.sbom;

import org.jspecify.annotations.NullMarked;
