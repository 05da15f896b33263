package dev.plinth.shell.run;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.CommandTable;
import dev.plinth.shell.Limits;
import java.util.function.Predicate;

/**
 * What a script runs in.
 *
 * @param commands modelled besides the shell's own built-ins and utilities; they win over utilities
 * @param present whether a program that does not stand in the tree counts as installed all the
 *     same, asked with its absolute path; for {@code [ -x … ]}, {@code command -v} and their kin
 * @param origin of all that the script makes
 */
public record World(
    Tree tree,
    CommandTable commands,
    Predicate<String> present,
    Platform platform,
    Origin origin,
    Limits limits) {}
