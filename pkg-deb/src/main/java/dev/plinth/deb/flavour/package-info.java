/** Debian data about what an image without shell and package manager leaves out. */
@org.jspecify.annotations.NullMarked
package dev.plinth.deb.flavour;
