/**
 * Images as they lie in stores, layouts, OCI archives and Docker archives: read-only, not trusted.
 */
@NullMarked
package dev.plinth.oci.source;

import org.jspecify.annotations.NullMarked;
