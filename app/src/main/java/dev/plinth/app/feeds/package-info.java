/** Where advisories come from: what is remembered of them, refreshed, bundled, and put together. */
@NullMarked
package dev.plinth.app.feeds;

import org.jspecify.annotations.NullMarked;
