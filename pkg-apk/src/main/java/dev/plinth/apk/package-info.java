/** Alpine's packages (apk-tools 2 and 3). */
@NullMarked
package dev.plinth.apk;

import org.jspecify.annotations.NullMarked;
