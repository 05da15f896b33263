package dev.plinth.pipeline;

import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Platform;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.Installation;
import dev.plinth.rootfs.Tree;
import java.util.List;

/**
 * A finished root of one architecture.
 *
 * @param architecture as the package format writes it
 * @param platform the same in the words of OCI
 * @param base the tree that was continued; empty but for its root where there was none
 * @param tree all of it
 * @param packages that were installed now
 * @param installation what installing did
 * @param ids given to accounts, those of the spec included
 * @param epoch the newest time of the packages, in seconds
 * @param licences that its packages declare
 */
record Root(
    String architecture,
    Platform platform,
    Tree base,
    Tree tree,
    List<LockedPackage> packages,
    Installation installation,
    Ids ids,
    long epoch,
    DeclaredLicences licences) {}
