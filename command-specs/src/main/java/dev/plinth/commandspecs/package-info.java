/** Writes picocli specs as source, so that no annotation is read when a command starts. */
package dev.plinth.commandspecs;
