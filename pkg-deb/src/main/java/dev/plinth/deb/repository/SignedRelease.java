package dev.plinth.deb.repository;

import dev.plinth.deb.repository.ReleaseVerifier.Signer;
import java.net.URI;
import java.util.Optional;

/**
 * The Release of one suite, its signature checked and its names compared.
 *
 * @param suite asked for
 * @param root of the mirror that gave it
 * @param signed the bytes as served: InRelease, or Release
 * @param signature the bytes of Release.gpg, where it is not clear-signed
 * @param file what it says
 * @param signer the pinned key that signed it, one that has not expired where there is one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedRelease(
    Suite suite,
    URI root,
    byte[] signed,
    Optional<byte[]> signature,
    ReleaseFile file,
    Signer signer) {}
