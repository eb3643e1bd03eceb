/**
 * What this machine and this JVM offer, and how to turn on what is off.
 *
 * <p>Start from {@link dev.arrowmill.jobs.doctor.Doctor}, the table of checks.
 */
@NullMarked
package dev.arrowmill.jobs.doctor;

import org.jspecify.annotations.NullMarked;
