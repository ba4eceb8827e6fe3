package org.guestbridge.app.downstream.saml;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The SAML parameters of a raw query or form body, each at most once and under its plain name. A
 * proxy and the broker can not read such a text in two ways, and a signature is checked over the
 * very characters that are used.
 *
 * <p>Parameters that SAML does not know are read over, unless their name is escaped or differs from
 * a SAML name in case only.
 */
final class FormParameters {

  static final String SAML_REQUEST = "SAMLRequest";
  static final String SAML_RESPONSE = "SAMLResponse";
  static final String RELAY_STATE = "RelayState";
  static final String SIG_ALG = "SigAlg";
  static final String SIGNATURE = "Signature";
  static final String SAML_ENCODING = "SAMLEncoding";

  private static final Set<String> KNOWN =
      Set.of(
          SAML_REQUEST, SAML_RESPONSE, "SAMLart", RELAY_STATE, SIG_ALG, SIGNATURE, SAML_ENCODING);

  private static final Set<String> KNOWN_LOWER =
      Set.of(
          "samlrequest",
          "samlresponse",
          "samlart",
          "relaystate",
          "sigalg",
          "signature",
          "samlencoding");

  private static final int MAX_PARAMETERS = 50;

  private final Map<String, String> raw = new HashMap<>();

  private FormParameters() {}

  /**
   * Reads {@code name=value} pairs joined by {@code &}.
   *
   * @throws RefusalException SAML_REQUEST_OVERSIZED or SAML_PARAMETERS_AMBIGUOUS
   */
  static FormParameters read(String text, int maxLength) throws RefusalException {
    if (text.length() > maxLength) {
      throw new RefusalException(Code.SAML_REQUEST_OVERSIZED, "the query or body is over a limit");
    }
    FormParameters parameters = new FormParameters();
    int count = 0;
    for (int start = 0; start <= text.length(); ) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      parameters.add(text.substring(start, end));
      start = end + 1;
      if (++count > MAX_PARAMETERS) {
        throw ambiguous("too many parameters");
      }
    }
    return parameters;
  }

  boolean has(String name) {
    return raw.containsKey(name);
  }

  /** The value as it stood, still encoded. */
  Optional<String> raw(String name) {
    return Optional.ofNullable(raw.get(name));
  }

  /**
   * The value decoded as {@code application/x-www-form-urlencoded}.
   *
   * @throws RefusalException SAML_REQUEST_ENCODING when an escape is broken or is not UTF-8
   */
  Optional<String> decoded(String name) throws RefusalException {
    String value = raw.get(name);
    return value == null ? Optional.empty() : Optional.of(decode(value));
  }

  private void add(String pair) throws RefusalException {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    if (name.indexOf('%') >= 0 || name.indexOf('+') >= 0) {
      throw ambiguous("a parameter name is escaped");
    }
    if (!KNOWN.contains(name)) {
      if (KNOWN_LOWER.contains(name.toLowerCase(Locale.ROOT).strip())) {
        throw ambiguous("a parameter name differs from a SAML name in case only");
      }
      return;
    }
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    if (raw.put(name, value) != null) {
      throw ambiguous(name + " stands twice");
    }
  }

  private static String decode(String value) throws RefusalException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%') {
        bytes.write(hex(value, i + 1) << 4 | hex(value, i + 2));
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else if (c > ' ' && c < 0x7f) {
        bytes.write(c);
      } else {
        throw encoding("a character that must be escaped");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw encoding("escapes that are not UTF-8");
    }
  }

  private static int hex(String text, int at) throws RefusalException {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0 || text.charAt(at) > 'f') {
      throw encoding("a broken escape");
    }
    return digit;
  }

  private static RefusalException ambiguous(String detail) {
    return new RefusalException(Code.SAML_PARAMETERS_AMBIGUOUS, detail);
  }

  private static RefusalException encoding(String what) {
    return new RefusalException(Code.SAML_REQUEST_ENCODING, "a parameter holds " + what);
  }
}
