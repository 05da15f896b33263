/** What is said of an image: in-toto statements, versions 0.1 and 1. */
@NullMarked
package dev.plinth.trust.statement;

import org.jspecify.annotations.NullMarked;
