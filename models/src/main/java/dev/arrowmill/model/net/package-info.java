/**
 * The networks for tables, one file and one row of {@link dev.arrowmill.model.net.Architectures}
 * each.
 *
 * <p>A {@link dev.arrowmill.model.net.TabularNet} reads encoded rows: numbers that its {@link
 * dev.arrowmill.model.net.NumberEncoding} has prepared, and codes. {@link
 * dev.arrowmill.model.net.NetInput} says what the rows hold; {@link
 * dev.arrowmill.model.net.NetConfig} names the architecture and the options that differ from its
 * defaults, and builds the network from a seed.
 */
@NullMarked
package dev.arrowmill.model.net;

import org.jspecify.annotations.NullMarked;
