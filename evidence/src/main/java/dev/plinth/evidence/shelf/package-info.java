/** Evidence in the store: statements and bundles as referrers of the image that they are about. */
@NullMarked
package dev.plinth.evidence.shelf;

import org.jspecify.annotations.NullMarked;
