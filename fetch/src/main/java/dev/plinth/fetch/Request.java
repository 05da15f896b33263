package dev.plinth.fetch;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One GET.
 *
 * @param uri absolute; user information in it is sent to that origin only
 * @param headers in the order they are sent
 */
public record Request(URI uri, Map<String, String> headers) {
  public Request {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** All of {@code uri}, unconditionally. */
  public static Request of(URI uri) {
    return new Request(uri, Map.of());
  }

  /** The same with one header more. */
  public Request with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(uri, more);
  }

  /**
   * Only the bytes from {@code offset} on (RFC 9110, 14.2).
   *
   * @param validator what {@link Response#validator} gave for the bytes before; where it holds no
   *     more, the other side sends everything. Empty: unconditionally.
   */
  public Request from(long offset, String validator) {
    Request ranged = with("Range", "bytes=" + offset + "-");
    return validator.isEmpty() ? ranged : ranged.with("If-Range", validator);
  }

  /** The same to another place. */
  Request to(URI other) {
    return new Request(other, headers);
  }
}
