/** When support of distributions, runtimes and packages ends. */
@NullMarked
package dev.plinth.vuln.life;

import org.jspecify.annotations.NullMarked;
