/** What dpkg knows of a system while packages are installed. */
@NullMarked
package dev.plinth.install.deb.state;

import org.jspecify.annotations.NullMarked;
