/** CVSS vectors and their scores. */
@NullMarked
package dev.plinth.vuln.cvss;

import org.jspecify.annotations.NullMarked;
