/** Code as a user's: outside of the engine's packages. */
@NullMarked
package dev.arrowmill.usercode;

import org.jspecify.annotations.NullMarked;
