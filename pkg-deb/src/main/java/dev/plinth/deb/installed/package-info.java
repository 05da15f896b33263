/** dpkg's database of installed packages, as any image may have it. */
@NullMarked
package dev.plinth.deb.installed;

import org.jspecify.annotations.NullMarked;
