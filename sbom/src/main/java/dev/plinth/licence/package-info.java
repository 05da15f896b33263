/** Licences of packages: what copyright files declare, what it obliges to, what a policy says. */
@NullMarked
package dev.plinth.licence;

import org.jspecify.annotations.NullMarked;
