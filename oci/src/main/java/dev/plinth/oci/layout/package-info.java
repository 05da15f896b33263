/** The store: one OCI image layout that several processes use at once. */
@NullMarked
package dev.plinth.oci.layout;

import org.jspecify.annotations.NullMarked;
