package dev.arrowmill.model.net;

/**
 * A setting of an architecture.
 *
 * @param name in camelCase
 * @param byDefault the default, as text: a number, true or false, or numbers joined by commas
 * @param meaning one line for the docs
 */
public record Option(String name, String byDefault, String meaning) {}
