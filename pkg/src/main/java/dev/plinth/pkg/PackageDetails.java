package dev.plinth.pkg;

import dev.plinth.rootfs.Content;
import java.util.Optional;

/**
 * An installed package with what people and inventories want to know of it.
 *
 * @param pkg as the image's database has it; nothing is known of its file
 * @param maintainer name and address, as declared
 * @param homepage address of the project; empty where none is declared
 * @param description all of its lines
 * @param copyright the file that declares its licences, where the image has it
 */
public record PackageDetails(
    Package pkg,
    String maintainer,
    String homepage,
    String description,
    Optional<Content> copyright) {}
