/** The virtual file tree of an image: nodes, contents, owners; written as one tar per layer. */
@NullMarked
package dev.plinth.rootfs;

import org.jspecify.annotations.NullMarked;
