/** Images as files that other tools take: OCI layouts and archives, Docker archives. */
@NullMarked
package dev.plinth.oci.export;

import org.jspecify.annotations.NullMarked;
