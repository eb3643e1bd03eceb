package dev.arrowmill.tracking;

import java.util.Map;

/**
 * A run to be created.
 *
 * @param localId 32 hexadecimal digits chosen by us; a store that is asked twice answers with the
 *     same run
 */
record NewRun(
    String localId, String experiment, String name, long startTime, Map<String, String> tags) {
  static final String LOCAL_ID_TAG = "arrowmill.local_id";
}
