package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.InstalledPackage;

/**
 * A package of a language ecosystem, or a runtime, as a file of a layer shows it.
 *
 * @param pkg what it is; it claims no files
 * @param file the raw path of the file in the layer
 * @param place the raw path of what showed it: the file, or {@code file!/inner} of an archive
 */
public record Artifact(InstalledPackage pkg, String file, String place) {}
