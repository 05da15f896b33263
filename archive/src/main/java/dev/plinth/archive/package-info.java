/** Archives: deterministic writers, hardened readers, decompression and gzip members. */
@NullMarked
package dev.plinth.archive;

import org.jspecify.annotations.NullMarked;
