/** Questions of maintainer scripts and their answers: debconf without anybody to ask. */
@NullMarked
package dev.plinth.install.deb.debconf;

import org.jspecify.annotations.NullMarked;
