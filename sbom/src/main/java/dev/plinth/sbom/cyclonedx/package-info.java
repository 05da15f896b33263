/** Writes bills of materials as CycloneDX 1.6 JSON. */
@NullMarked
package dev.plinth.sbom.cyclonedx;

import org.jspecify.annotations.NullMarked;
