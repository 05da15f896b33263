/** The shared MIME database, as update-mime-database(1) makes it of what packages bring. */
@NullMarked
package dev.plinth.generate.mime;

import org.jspecify.annotations.NullMarked;
