/**
 * YAML as nodes with positions, read within bounds; the problems found in it; and files of rules.
 */
@NullMarked
package dev.plinth.yaml;

import org.jspecify.annotations.NullMarked;
