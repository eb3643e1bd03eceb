/** The programs in the user guide compile, run and print what the guide says. */
@NullMarked
package dev.arrowmill.tensor.tutorial;

import org.jspecify.annotations.NullMarked;
