/**
 * OpenPGP signatures against pinned keys (RFC 4880, RFC 9580), and nothing else of OpenPGP: no
 * encryption, no web of trust, no key servers, no version 6. Why it is our own: ADR 081.
 */
@NullMarked
package dev.plinth.openpgp;

import org.jspecify.annotations.NullMarked;
