/** Commands of single packages that configure the system: caches, certificates, registries. */
@NullMarked
package dev.plinth.install.deb.system;

import org.jspecify.annotations.NullMarked;
