package org.guestbridge.core.alias;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.EmailAddress;

/** Stand-in until the rules are merged. */
public final class AliasNaming {

  private AliasNaming() {}

  /** The addresses to try, in order. */
  public static List<EmailAddress> candidates(AliasRequest request, byte[] subjectDigest) {
    List<EmailAddress> found = new ArrayList<>();
    found.add(new EmailAddress(request.wishedLocal(), request.domain()));
    if (request.onCollision() == OnCollision.SUFFIX) {
      String hex = HexFormat.of().formatHex(subjectDigest);
      for (int length : new int[] {6, 13}) {
        String local = request.wishedLocal() + "-" + hex.substring(0, length);
        found.add(new EmailAddress(local, request.domain()));
      }
    }
    return found;
  }
}
