/**
 * The nouns of an image as the OCI image-spec 1.1 has them, Docker's schema 2 beside it:
 * descriptor, manifest, index, configuration. Pure data; where the bytes lie is the business of the
 * packages below.
 */
@NullMarked
package dev.plinth.oci;

import org.jspecify.annotations.NullMarked;
