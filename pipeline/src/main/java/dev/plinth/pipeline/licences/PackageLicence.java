package dev.plinth.pipeline.licences;

import dev.plinth.licence.Decision;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.licence.Obligations;
import java.util.Optional;

/**
 * The licence of one package.
 *
 * @param file that declares it; empty where the image has none
 * @param text of that file
 * @param obligations of what is known
 * @param decision of the policy, where one was given
 */
public record PackageLicence(
    String name,
    String version,
    LicenceFinding finding,
    String file,
    String text,
    Optional<Obligations> obligations,
    Optional<Decision> decision) {}
