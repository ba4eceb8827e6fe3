package org.guestbridge.realm.oidc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/** Reads single claims by the type they must have; anything else refuses the token. */
final class ClaimReader {

  private static final int MAX_TEXT = 2_048;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_CLAIMS = 200;

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Map<String, Object> claims;

  ClaimReader(Map<String, Object> claims) throws RefusalException {
    if (claims.size() > MAX_CLAIMS) {
      throw new RefusalException(Code.TOKEN_CLAIMS, "the token has more than 200 claims");
    }
    this.claims = claims;
  }

  boolean has(String name) {
    return claims.containsKey(name);
  }

  @Nullable Object raw(String name) {
    return claims.get(name);
  }

  UUID requiredGuid(String name) throws RefusalException {
    String text = text(name).orElseThrow(() -> malformed(name, "is missing"));
    return guid(text).orElseThrow(() -> malformed(name, "is not a GUID"));
  }

  static Optional<UUID> guid(String text) {
    return GUID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  /** A text; absent when the claim is missing, null or blank. */
  Optional<String> text(String name) throws RefusalException {
    return raw(name) == null
        ? Optional.empty()
        : presentText(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** A text as it stands: only a missing claim is absent, so that a null or blank one is seen. */
  Optional<String> presentText(String name) throws RefusalException {
    if (!has(name)) {
      return Optional.empty();
    }
    if (raw(name) instanceof String text) {
      return Optional.of(bounded(name, text));
    }
    throw malformed(name, "is not one text");
  }

  /** A list of texts; one text alone is a list of one. */
  List<String> texts(String name) throws RefusalException {
    @Nullable Object claim = raw(name);
    if (claim == null) {
      return List.of();
    }
    if (claim instanceof String text) {
      return List.of(bounded(name, text));
    }
    if (claim instanceof List<?> list) {
      return textsOf(name, list);
    }
    throw malformed(name, "is not a list of texts");
  }

  /** Whether the claim says true in one of the ways Entra has said it: true, 1, "1", "true". */
  boolean isTrue(String name) {
    String text = String.valueOf(raw(name)).toLowerCase(Locale.ROOT);
    return text.equals("1") || text.equals("true");
  }

  /** Whether Entra left the claim out because it has too many values. */
  boolean hasOverage(String name) {
    return (raw("_claim_names") instanceof Map<?, ?> names && names.containsKey(name))
        || isTrue("has" + name);
  }

  /** The scalar and list claims that are not {@code excluded}, as texts. */
  Map<String, List<String>> others(Set<String> excluded) throws RefusalException {
    Map<String, List<String>> others = new LinkedHashMap<>();
    for (Map.Entry<String, Object> claim : claims.entrySet()) {
      if (!excluded.contains(claim.getKey())) {
        List<String> values = scalars(claim.getKey(), claim.getValue());
        if (!values.isEmpty()) {
          others.put(claim.getKey(), values);
        }
      }
    }
    return others;
  }

  private List<String> textsOf(String name, List<?> list) throws RefusalException {
    if (list.size() > MAX_VALUES) {
      throw malformed(name, "has more than 1,000 values");
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw malformed(name, "holds a value that is not a text");
      }
      texts.add(bounded(name, text));
    }
    return texts;
  }

  private List<String> scalars(String name, @Nullable Object claim) throws RefusalException {
    List<?> items = claim instanceof List<?> list ? list : List.of();
    if (isScalar(claim)) {
      return List.of(bounded(name, String.valueOf(claim)));
    }
    if (items.size() > MAX_VALUES) {
      throw malformed(name, "has more than 1,000 values");
    }
    List<String> texts = new ArrayList<>(items.size());
    for (Object item : items) {
      if (isScalar(item)) {
        texts.add(bounded(name, String.valueOf(item)));
      }
    }
    return texts;
  }

  private static boolean isScalar(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private static String bounded(String name, String text) throws RefusalException {
    if (text.length() > MAX_TEXT) {
      throw malformed(name, "is longer than 2,048 characters");
    }
    return text;
  }

  static RefusalException malformed(String name, String what) {
    return new RefusalException(Code.TOKEN_CLAIMS, "the claim " + name + " " + what);
  }
}
