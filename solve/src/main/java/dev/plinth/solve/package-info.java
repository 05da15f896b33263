/**
 * Which packages and versions a request needs, with the reason for each, or why there is no way.
 */
@org.jspecify.annotations.NullMarked
package dev.plinth.solve;
