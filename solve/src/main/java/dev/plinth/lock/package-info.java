/** The lock: the resolved, hash-pinned, mirror-independent result of a spec. */
@NullMarked
package dev.plinth.lock;

import org.jspecify.annotations.NullMarked;
