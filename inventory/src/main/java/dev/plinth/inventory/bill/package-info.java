/** Inventories out of bills of materials that others made: SPDX, CycloneDX, syft's own. */
@NullMarked
package dev.plinth.inventory.bill;

import org.jspecify.annotations.NullMarked;
