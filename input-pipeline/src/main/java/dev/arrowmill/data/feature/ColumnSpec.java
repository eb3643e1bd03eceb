package dev.arrowmill.data.feature;

/**
 * What the user says about how one column is read. A column may have several: each gives features
 * of its own. Immutable; every configuring call returns a new spec.
 */
public sealed interface ColumnSpec permits Numbers, Levels, Dates, Lists, Text {}
