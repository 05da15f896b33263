package dev.plinth.spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file, or a folder with all in it, that is copied from beside the spec.
 *
 * @param source on this machine, checked to lie beside or below the spec
 * @param folder of the spec that names it: nothing outside is read, whatever links say
 * @param destination absolute path in the image
 * @param mode of files; that of the source (0755 where executable, else 0644) where missing
 * @param owner root where missing
 */
public record FileRule(
    Path source,
    Path folder,
    String destination,
    OptionalInt mode,
    Optional<PathRule.Owner> owner) {}
