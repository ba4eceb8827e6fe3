package org.guestbridge.core.alias;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.text.EmailAddress;

/**
 * The registry of addresses of one realm, inside one unit of work.
 *
 * <p>Guarantees, by unique constraints and not by looking first: a subject has one binding within
 * the realm; an address belongs to one binding over all realms and all time, even after retirement
 * and erasure.
 */
public interface AliasRegistry {

  /** The binding of {@code subject}, locked against change until the unit ends, if there is one. */
  Optional<Binding> find(UpstreamSubject subject);

  /** The binding of {@code subject} as it is, without a lock: to show, never to decide on. */
  Optional<Binding> peek(UpstreamSubject subject);

  /**
   * Gives {@code subject} an alias, or returns the binding it has, whichever kind that is.
   *
   * @param request the alias asked for; looked at only when there is no binding
   * @param fingerprint remembered when the binding is made
   * @param origin on whose word it is made; looked at only when there is no binding
   */
  BindOutcome bindAlias(
      UpstreamSubject subject, AliasRequest request, Fingerprint fingerprint, Origin origin);

  /** {@link #bindAlias(UpstreamSubject, AliasRequest, Fingerprint, Origin)} on a login's word. */
  default BindOutcome bindAlias(
      UpstreamSubject subject, AliasRequest request, Fingerprint fingerprint) {
    return bindAlias(subject, request, fingerprint, Origin.LOGIN);
  }

  /**
   * Binds {@code subject} to its own {@code address}, or returns the binding it has, whichever kind
   * that is and whatever its address.
   *
   * @param origin on whose word it is made; looked at only when there is no binding
   */
  BindOutcome bindPassThrough(
      UpstreamSubject subject, EmailAddress address, Fingerprint fingerprint, Origin origin);

  /** {@link #bindPassThrough(UpstreamSubject, EmailAddress, Fingerprint, Origin)} by a login. */
  default BindOutcome bindPassThrough(
      UpstreamSubject subject, EmailAddress address, Fingerprint fingerprint) {
    return bindPassThrough(subject, address, fingerprint, Origin.LOGIN);
  }

  /**
   * Keeps an alias from everybody that is found downstream and that nobody has here: a retired
   * binding without a subject. Only {@link #adopt} gives it to somebody.
   *
   * @param wishedId the id under which downstreams know it, used when it is new
   * @return false when the address is taken
   */
  boolean reserve(UUID wishedId, EmailAddress alias);

  /**
   * Gives {@code subject} exactly this alias, on an administrator's word, or returns the binding it
   * has. Possible when the address is free or only {@link #reserve reserved}; the binding is
   * provisional until a login confirms it.
   *
   * @return {@link BindOutcome.Bound} or {@link BindOutcome.Taken}
   */
  BindOutcome adopt(UpstreamSubject subject, EmailAddress alias);

  /**
   * Moves an active pass-through binding to the employee's new address. The old one stays taken by
   * the same binding and may be moved back to.
   *
   * @return {@link BindOutcome.Bound} or {@link BindOutcome.BelongsToAnother}
   * @throws IllegalStateException when there is no such binding, or it is not an active
   *     pass-through one
   */
  BindOutcome changeAddress(UUID bindingId, EmailAddress address);

  /**
   * Remembers the human as a login shows them now, and compares again from the next login on; a
   * provisional binding is thereby confirmed. No address, key or status changes.
   *
   * @throws IllegalStateException when there is no such binding or it is retired
   */
  void remember(UUID bindingId, Fingerprint fingerprint);

  /** Holds an active binding; false when it is not active. */
  boolean hold(UUID bindingId, Code code);

  /**
   * Releases a held binding; false when it is not held. The next login's fingerprint is remembered
   * without comparison.
   */
  boolean release(UUID bindingId);

  /**
   * Lets the next login of the other kind of account convert a binding; until then it stays held,
   * with {@link Code#ACCOUNT_CONVERSION_PENDING}, and {@link #release} takes the order back.
   *
   * @return false when the binding is not held with {@link Code#ACCOUNT_KIND_CHANGED}
   */
  boolean orderConversion(UUID bindingId);

  /**
   * Makes an employee's binding a guest's, as ordered: it gets an alias as at first sight and is
   * active, and the human is remembered. Its id and subject stay. Every address that it ever had
   * stays taken by it, so that only this binding can be given one of them again.
   *
   * @return never {@link BindOutcome.BelongsToAnother}
   * @throws IllegalStateException when it is no pass-through binding that awaits conversion
   */
  BindOutcome convertToAlias(UUID bindingId, AliasRequest request, Fingerprint fingerprint);

  /**
   * Makes a guest's binding an employee's, as ordered, with their own {@code address}; otherwise
   * like {@link #convertToAlias}.
   *
   * @return {@link BindOutcome.Bound} or {@link BindOutcome.BelongsToAnother}
   * @throws IllegalStateException when it is no alias binding that awaits conversion
   */
  BindOutcome convertToPassThrough(UUID bindingId, EmailAddress address, Fingerprint fingerprint);

  /** Retires a binding for ever; false when it is retired already. */
  boolean retire(UUID bindingId);

  /**
   * Blanks every plain personal value of a retired binding; its digests stay, so its key and
   * addresses stay taken. False when the binding is not retired; true again when it was erased
   * before.
   */
  boolean erase(UUID bindingId);

  /** One binding of this realm by its id. */
  Optional<Binding> get(UUID bindingId);

  /** One binding of this realm by its id, locked against change until the unit ends. */
  Optional<Binding> lock(UUID bindingId);

  /**
   * The binding of this realm that holds {@code address}, now or formerly. Empty does not mean
   * free: see {@link #isTaken}.
   */
  Optional<Binding> holderOf(EmailAddress address);

  /** Whether {@code address} is taken in any realm, now or formerly. Only a look, no claim. */
  boolean isTaken(EmailAddress address);

  /**
   * Whether {@code address} is an alias of somebody in any realm, a retired or erased one included,
   * and an address that a conversion left behind not.
   */
  boolean isAlias(EmailAddress address);

  /**
   * The addresses that {@link #bindAlias} would try for {@code subject}, in order, at most three.
   */
  List<EmailAddress> candidates(UpstreamSubject subject, AliasRequest request);

  /**
   * Bindings of the realm in order of id, compared as text.
   *
   * @param after the id after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to 1,000
   */
  List<Binding> list(Optional<UUID> after, int limit);

  /** What happened to one binding, oldest first. */
  List<HistoryEntry> history(UUID bindingId);
}
