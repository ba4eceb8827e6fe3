package org.guestbridge.core.identity;

import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * The kind of an account and why it is believed.
 *
 * @param kind the kind; {@link AccountKind#UNKNOWN} exactly when a refusal is present
 * @param reason the sentence that {@code explain} shows; names claims, never their values
 * @param refusal the code of the refusal that an unknown kind leads to
 */
public record AccountProof(AccountKind kind, String reason, Optional<Code> refusal) {

  public AccountProof {
    if ((kind == AccountKind.UNKNOWN) != refusal.isPresent()) {
      throw new IllegalArgumentException("an unknown kind, and only that, has a refusal");
    }
  }

  static AccountProof internal(String reason) {
    return new AccountProof(AccountKind.INTERNAL, reason, Optional.empty());
  }

  static AccountProof external(String reason) {
    return new AccountProof(AccountKind.EXTERNAL, reason, Optional.empty());
  }

  static AccountProof unproven(String reason) {
    return new AccountProof(AccountKind.UNKNOWN, reason, Optional.of(Code.ACCOUNT_KIND_UNPROVEN));
  }

  static AccountProof unproven(String reason, Code refusal) {
    return new AccountProof(AccountKind.UNKNOWN, reason, Optional.of(refusal));
  }

  static AccountProof conflict(String reason) {
    return new AccountProof(AccountKind.UNKNOWN, reason, Optional.of(Code.ACCOUNT_KIND_CONFLICT));
  }
}
