package org.guestbridge.keycloak.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;

/** The untrusted parameters of a request, read once and strictly. */
final class RequestParameters {

  /** Largest page, in entries. */
  static final int MAX_PAGE = 1000;

  private static final int DEFAULT_LIMIT = 100;
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final MultivaluedMap<String, String> query;

  /**
   * Parameters of which none is unknown or given twice.
   *
   * @throws RefusalException {@code request_invalid}
   */
  RequestParameters(MultivaluedMap<String, String> query, Set<String> known)
      throws RefusalException {
    for (var entry : query.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new RefusalException(Code.REQUEST_INVALID, "The request has an unknown parameter.");
      }
      if (entry.getValue().size() > 1) {
        throw invalid(entry.getKey());
      }
    }
    this.query = query;
  }

  /** The id after which a page begins; refused with {@code binding_unknown} when it is none. */
  Optional<UUID> after() throws RefusalException {
    Optional<String> text = value("after");
    return text.isPresent() ? Optional.of(id(text.get())) : Optional.empty();
  }

  /** The address asked for; refused with {@code request_invalid} when it is none. */
  Optional<EmailAddress> address() throws RefusalException {
    Optional<String> text = value("address");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(EmailAddress.parse(text.get()).orElseThrow(() -> invalid("address")));
  }

  /** The size of the page, 1 to {@link #MAX_PAGE}; refused with {@code request_invalid}. */
  int limit() throws RefusalException {
    Optional<String> text = value("limit");
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    int limit = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
    if (limit < 1 || limit > MAX_PAGE) {
      throw invalid("limit");
    }
    return limit;
  }

  /** A binding's id in its one form; refused with {@code binding_unknown}. */
  static UUID id(String text) throws RefusalException {
    if (!ID.matcher(text).matches()) {
      throw new RefusalException(Code.BINDING_UNKNOWN, "The id is not a binding's.");
    }
    return UUID.fromString(text);
  }

  private Optional<String> value(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  private static RefusalException invalid(String name) {
    return new RefusalException(Code.REQUEST_INVALID, "The value of " + name + " is not valid.");
  }
}
