/** Services: what registers them when a package is configured; none is ever started. */
@NullMarked
package dev.plinth.install.deb.services;

import org.jspecify.annotations.NullMarked;
