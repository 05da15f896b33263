/** A finished tree as the layers of an image: what goes where, and the bytes. */
@NullMarked
package dev.plinth.rootfs.layers;

import org.jspecify.annotations.NullMarked;
