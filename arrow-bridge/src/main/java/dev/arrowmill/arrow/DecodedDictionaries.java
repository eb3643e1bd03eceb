package dev.arrowmill.arrow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/**
 * Dictionaries of several batches, each decoded once: batches that share one have the same {@link
 * Column#dictionary} object. The vectors stay the caller's and must outlive the last lookup. Not
 * thread-safe.
 */
public final class DecodedDictionaries implements DictionaryProvider {
  private final Map<Long, Dictionary> dictionaries = new LinkedHashMap<>();
  private final Map<Long, DictionaryValues> decoded = new LinkedHashMap<>();

  /** Adds a dictionary, or puts it in the place of one with its number. */
  public void put(Dictionary dictionary) {
    long id = dictionary.getEncoding().getId();
    dictionaries.put(id, dictionary);
    decoded.remove(id);
  }

  @Override
  public @Nullable Dictionary lookup(long id) {
    return dictionaries.get(id);
  }

  @Override
  public Set<Long> getDictionaryIds() {
    return dictionaries.keySet();
  }

  @Nullable DictionaryValues decoded(long id) {
    return decoded.get(id);
  }

  void keep(long id, DictionaryValues values) {
    decoded.put(id, values);
  }
}
