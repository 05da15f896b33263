/** Bills of materials of what others built: SPDX 2.3 and CycloneDX 1.6 out of an inventory. */
@NullMarked
package dev.plinth.sbom.found;

import org.jspecify.annotations.NullMarked;
