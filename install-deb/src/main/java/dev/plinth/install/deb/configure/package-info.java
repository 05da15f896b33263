/** Packages configured in dpkg's order, their scripts run and classed, their triggers processed. */
@NullMarked
package dev.plinth.install.deb.configure;

import org.jspecify.annotations.NullMarked;
