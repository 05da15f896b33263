/** What statements say of an image, as predicates of in-toto. */
@NullMarked
package dev.plinth.evidence.predicate;

import org.jspecify.annotations.NullMarked;
