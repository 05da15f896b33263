package dev.plinth.inventory;

import dev.plinth.pkg.installed.InstalledPackage;

/**
 * A package that a layer brought and a later one removed or replaced: its files may still be in the
 * image, though nobody sees them.
 *
 * @param pkg what it was
 * @param layer that brought it, counted from 0 at the bottom
 * @param removedBy the layer after which it is gone
 */
public record RemovedPackage(InstalledPackage pkg, int layer, int removedBy) {}
