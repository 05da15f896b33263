package dev.plinth.inventory.layers;

/**
 * What the copyright file of a Debian package says.
 *
 * @param path raw, in the layer
 * @param owner the package whose folder it was read in, which ids of the file's own licences name
 * @param licence an expression of the SPDX list and of {@code LicenseRef-} ids
 */
public record CopyrightFacts(String path, String owner, String licence) {}
