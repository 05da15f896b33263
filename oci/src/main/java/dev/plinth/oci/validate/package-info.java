/** Whether an image is what its descriptors say, found as data. */
@NullMarked
package dev.plinth.oci.validate;

import org.jspecify.annotations.NullMarked;
