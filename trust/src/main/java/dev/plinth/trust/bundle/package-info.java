/** Sigstore bundles and the OCI manifests that carry them. */
@NullMarked
package dev.plinth.trust.bundle;

import org.jspecify.annotations.NullMarked;
