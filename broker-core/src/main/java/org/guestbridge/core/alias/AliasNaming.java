package org.guestbridge.core.alias;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.AsciiFolding;
import org.guestbridge.core.text.EmailAddress;

/**
 * Makes the addresses that the registry tries for an alias, a pure function of the request and the
 * subject.
 *
 * <ol>
 *   <li>the base: the wished local part folded to ASCII ({@link AsciiFolding#transliterate}),
 *       everything outside {@code a-z 0-9 . _ -} a hyphen, runs of {@code . _ -} cut to their first
 *       character, none at the ends, cut to fit 64 characters and 254 with the domain
 *   <li>the base, a hyphen and 6 characters of the subject's digest (30 bits)
 *   <li>the base, a hyphen and 13 characters of it (65 bits)
 * </ol>
 *
 * <p>An empty base, or one that is a {@link ReservedLocalParts reserved local part}, is not
 * offered: {@code guest} takes its place in the two suffixed forms. A rule that refuses collisions
 * gets the base and nothing else, so nothing at all when the base is not offered.
 *
 * <p>Different people may get the same base, on purpose; the registry's unique constraint tells
 * them apart. The digest has to be keyed: then nobody can compute, and claim, another's suffix.
 */
public final class AliasNaming {

  /** Fewest bytes of a subject's digest. */
  public static final int MIN_DIGEST_LENGTH = 16;

  private static final String STAND_IN = "guest";
  private static final int SHORT_SUFFIX = 6;
  private static final int LONG_SUFFIX = 13;
  private static final int MARK_SUFFIX = 4;
  private static final int SHORTEST_ROOM = STAND_IN.length() + 1 + LONG_SUFFIX;

  /** Crockford's base 32 in lower case: without i, l, o and u. */
  private static final String SUFFIX_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private AliasNaming() {}

  /**
   * The addresses to try, in order, at most three, all different.
   *
   * @param request what the rule asks for
   * @param subjectDigest a keyed digest of the subject, at least 16 bytes
   * @throws IllegalArgumentException when the digest is shorter or the domain leaves less than 19
   *     characters for the local part
   */
  public static List<EmailAddress> candidates(AliasRequest request, byte[] subjectDigest) {
    return candidates(request, subjectDigest, Optional.empty());
  }

  /**
   * As {@link #candidates(AliasRequest, byte[])}, each with a mark after the base.
   *
   * @param mark of the time after a restore, while one is open
   */
  public static List<EmailAddress> candidates(
      AliasRequest request, byte[] subjectDigest, Optional<String> mark) {
    if (subjectDigest.length < MIN_DIGEST_LENGTH) {
      throw new IllegalArgumentException("a subject's digest has at least 16 bytes");
    }
    int room =
        Math.min(
            EmailAddress.MAX_LOCAL_LENGTH,
            EmailAddress.MAX_LENGTH - 1 - request.domain().value().length());
    if (room < SHORTEST_ROOM) {
      throw new IllegalArgumentException("an alias domain is too long");
    }
    String base = cut(sanitised(request.wishedLocal()), room);
    boolean usable = !base.isEmpty() && !ReservedLocalParts.contains(base);
    Set<String> locals = new LinkedHashSet<>();
    String before = mark.map(text -> text + "-").orElse("");
    if (usable) {
      locals.add(mark.map(text -> suffixed(base, text, room)).orElse(base));
    }
    if (request.onCollision() == OnCollision.SUFFIX) {
      String stem = usable ? base : STAND_IN;
      locals.add(suffixed(stem, before + suffix(subjectDigest, SHORT_SUFFIX), room));
      locals.add(suffixed(stem, before + suffix(subjectDigest, LONG_SUFFIX), room));
    }
    List<EmailAddress> candidates = new ArrayList<>(locals.size());
    locals.forEach(local -> candidates.add(new EmailAddress(local, request.domain())));
    return List.copyOf(candidates);
  }

  /**
   * A mark for the time after a restore, {@code r} and 4 characters (20 bits).
   *
   * @param random 16 random bytes; a counter would be restored together with the database
   */
  public static String mark(UUID random) {
    byte[] bits = ByteBuffer.allocate(Long.BYTES).putLong(random.getLeastSignificantBits()).array();
    return "r" + suffix(Arrays.copyOfRange(bits, 2, Long.BYTES), MARK_SUFFIX);
  }

  private static String sanitised(String wished) {
    String folded = AsciiFolding.transliterate(wished);
    StringBuilder local = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      char legal = EmailAddress.isAliasCharacter(c) ? c : '-';
      if (!isSeparator(legal)) {
        local.append(legal);
      } else if (local.length() > 0 && !isSeparator(local.charAt(local.length() - 1))) {
        local.append(legal);
      }
    }
    return local.toString();
  }

  private static String suffixed(String stem, String suffix, int room) {
    return cut(stem, room - 1 - suffix.length()) + "-" + suffix;
  }

  /** At most {@code length} characters of {@code local}, without a separator at the end. */
  private static String cut(String local, int length) {
    int end = Math.min(local.length(), length);
    while (end > 0 && isSeparator(local.charAt(end - 1))) {
      end--;
    }
    return local.substring(0, end);
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '_' || c == '-';
  }

  /** The first {@code 5 * length} bits of {@code digest}, five to a character. */
  private static String suffix(byte[] digest, int length) {
    StringBuilder suffix = new StringBuilder(length);
    int bits = 0;
    int held = 0;
    int next = 0;
    while (suffix.length() < length) {
      if (held < 5) {
        bits = (bits << 8) | (digest[next] & 0xff);
        next++;
        held += 8;
      }
      held -= 5;
      suffix.append(SUFFIX_ALPHABET.charAt((bits >> held) & 31));
    }
    return suffix.toString();
  }
}
