/**
 * What the host's own apt is told about mirrors and the way to them: sources.list(5), apt.conf(5),
 * apt_auth.conf(5). Only where packages come from is taken over; what apt trusts, and what it is
 * told not to check, is not.
 */
@NullMarked
package dev.plinth.deb.apt;

import org.jspecify.annotations.NullMarked;
