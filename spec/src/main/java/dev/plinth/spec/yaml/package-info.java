/** YAML as nodes with positions, read within bounds; and the problems found in it. */
@NullMarked
package dev.plinth.spec.yaml;

import org.jspecify.annotations.NullMarked;
