/** Feeds and scans: advisories, inventories and the version orders of all formats put together. */
@NullMarked
package dev.plinth.app.scan;

import org.jspecify.annotations.NullMarked;
