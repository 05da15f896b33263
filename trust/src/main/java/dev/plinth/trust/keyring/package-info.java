/** The keys that a person has: named files in a folder, their retiring, and how they are found. */
@NullMarked
package dev.plinth.trust.keyring;

import org.jspecify.annotations.NullMarked;
