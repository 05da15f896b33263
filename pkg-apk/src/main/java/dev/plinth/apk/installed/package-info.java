/** apk's database of installed packages, as text and as ADB. */
@NullMarked
package dev.plinth.apk.installed;

import org.jspecify.annotations.NullMarked;
