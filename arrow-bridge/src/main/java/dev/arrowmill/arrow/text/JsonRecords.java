package dev.arrowmill.arrow.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.RangeStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The tokens of a file of JSON objects, with every failure naming file and line. */
final class JsonRecords implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final String file;
  private final JsonParser parser;

  JsonRecords(InputFile file) {
    this.file = file.path();
    try {
      this.parser = FACTORY.createParser(RangeStream.open(file));
    } catch (IOException e) {
      throw new TableFormatException(
          this.file, "line 1: cannot be read (" + e + ")", "check the file", e);
    }
  }

  JsonParser parser() {
    return parser;
  }

  private TableFormatException failed(IOException e) {
    int line = parser.currentLocation().getLineNr();
    return e instanceof JsonProcessingException j
        ? new TableFormatException(
            file, "line " + line + " is no JSON: " + j.getOriginalMessage(), "mend the line", e)
        : new TableFormatException(
            file, "line " + line + ": cannot be read (" + e + ")", "check the file", e);
  }

  TableFormatException wrong(String problem, String fix) {
    return new TableFormatException(
        file, "line " + parser.currentTokenLocation().getLineNr() + ": " + problem, fix);
  }

  /** Goes to the next object; false at the end of the file. */
  boolean next() {
    JsonToken t = token();
    if (t == null) {
      return false;
    }
    if (t != JsonToken.START_OBJECT) {
      throw wrong("begins with " + t + ", not with an object", "write one object per line");
    }
    return true;
  }

  @Nullable JsonToken token() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The name of the next field of the object; null at its end. */
  @Nullable String field() {
    return token() == JsonToken.FIELD_NAME ? text() : null;
  }

  String text() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Whether the number at hand fits 64 bits without a fraction. */
  boolean isLong() {
    try {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  long longValue() {
    try {
      return parser.getLongValue();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  double doubleValue() {
    try {
      return parser.getDoubleValue();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Passes over the array or object that begins here. */
  void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
