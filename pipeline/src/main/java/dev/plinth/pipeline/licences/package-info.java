/** The licences of an image's packages, what they ask for, and whether a policy allows them. */
@NullMarked
package dev.plinth.pipeline.licences;

import org.jspecify.annotations.NullMarked;
