package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.parquet.meta.Leaf;

/** A column whose values still lie in pages. Thread-safe. */
abstract class PagedColumn implements Column {
  final ColumnField field;
  final DirectBatch batch;
  final PlacedPage[] pages;
  final Leaf.Store store;
  final Place place;

  PagedColumn(
      ColumnField field, DirectBatch batch, PlacedPage[] pages, Leaf.Store store, Place place) {
    this.field = field;
    this.batch = batch;
    this.pages = pages;
    this.store = store;
    this.place = place;
  }

  static PagedColumn of(
      ColumnField field, DirectBatch batch, PlacedPage[] pages, ColumnStream from) {
    return from.store().maxRep() > 0
        ? new ListColumn(field, batch, pages, from.store(), from.place())
        : new FlatColumn(field, batch, pages, from.store(), from.place());
  }

  @Override
  public final String name() {
    return field.name();
  }

  @Override
  public final ColumnType type() {
    return field.type();
  }

  @Override
  public final int rows() {
    return batch.rows();
  }

  final IllegalStateException misread(String method) {
    return new IllegalStateException(
        "column " + field.name() + ": " + method + " on a " + field.type() + " column");
  }
}
