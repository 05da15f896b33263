/** Inventories and layers' facts as compact JSON. */
@NullMarked
package dev.plinth.inventory.json;

import org.jspecify.annotations.NullMarked;
