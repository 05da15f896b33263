/** Writes bills of materials as SPDX 2.3 JSON. */
@NullMarked
package dev.plinth.sbom.spdx;

import org.jspecify.annotations.NullMarked;
