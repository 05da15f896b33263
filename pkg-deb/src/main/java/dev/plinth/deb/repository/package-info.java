/**
 * Debian archives: which suites a distribution has, mirrors found and judged, signed Release files
 * and the indexes they vouch for, the proof of it for the lock, and that proof checked again from
 * blobs alone.
 */
@NullMarked
package dev.plinth.deb.repository;

import org.jspecify.annotations.NullMarked;
