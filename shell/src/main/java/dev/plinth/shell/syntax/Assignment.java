package dev.plinth.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code name=value} before a command, or alone.
 *
 * @param index bash: the subscript of {@code name[index]=value}
 * @param append bash: {@code name+=value}
 * @param value what stands after the {@code =}; empty with an array
 * @param array bash: the words of {@code name=(words)}
 */
public record Assignment(
    String name, @Nullable Word index, boolean append, Word value, @Nullable List<Word> array) {}
