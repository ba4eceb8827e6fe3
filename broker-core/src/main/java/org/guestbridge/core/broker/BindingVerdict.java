package org.guestbridge.core.broker;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.text.EmailAddress;

/** What the binding a person has says about their login. A pure function of what is given. */
sealed interface BindingVerdict {

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<Proceed, T> proceed, Supplier<T> convert, Function<Refuse, T> refuse) {
    if (this instanceof Proceed verdict) {
      return proceed.apply(verdict);
    }
    return this instanceof Convert ? convert.get() : refuse.apply((Refuse) this);
  }

  /**
   * The person may go on.
   *
   * @param remember whether the fingerprint is to be remembered
   * @param moveTo the employee's new address
   */
  record Proceed(boolean remember, Optional<EmailAddress> moveTo) implements BindingVerdict {}

  /** The person is of the kind that an administrator let the binding be converted to. */
  record Convert() implements BindingVerdict {}

  /**
   * The person is refused.
   *
   * @param code why
   * @param hold whether the binding is to be held
   */
  record Refuse(Code code, boolean hold) implements BindingVerdict {}

  /**
   * The verdict on a person who has {@code binding}, may be released under {@code terms} and looks
   * like {@code now}. Status comes first, then the kind, then the human, and only then the address.
   * A binding that provisioning made has no human yet but a mail, which the first login is to show.
   * Of a binding that is to be converted the human is not compared: the administrator answered that
   * it is the same.
   */
  static BindingVerdict on(Binding binding, Terms terms, Fingerprint now) {
    if (binding.status() == BindingStatus.RETIRED) {
      return new Refuse(Code.BINDING_RETIRED, false);
    }
    if (binding.awaitsConversion()) {
      return binding.kind() == terms.grant().kind()
          ? new Refuse(Code.ACCOUNT_CONVERSION_PENDING, false)
          : new Convert();
    }
    if (binding.status() == BindingStatus.HELD) {
      return new Refuse(Code.BINDING_HELD, false);
    }
    if (binding.kind() != terms.grant().kind()) {
      Code code = binding.provisional() ? Code.BINDING_CONTRADICTED : Code.ACCOUNT_KIND_CHANGED;
      return new Refuse(code, true);
    }
    if (binding.provisional()
        && binding.compareNext()
        && binding.fingerprint().isContradictedBy(now)) {
      return new Refuse(Code.BINDING_CONTRADICTED, true);
    }
    boolean anotherHuman = binding.compareNext() && binding.fingerprint().suggestsAnotherHuman(now);
    if (anotherHuman && terms.policy() == ChangedHumanPolicy.HOLD) {
      return new Refuse(Code.IDENTITY_CHANGED, true);
    }
    if (isAliasOfEmployees(binding, terms.domains())) {
      return new Refuse(Code.REALM_DOMAINS_OVERLAP, false);
    }
    boolean remember =
        binding.provisional() || !binding.compareNext() || !binding.fingerprint().equals(now);
    Optional<EmailAddress> moveTo =
        terms.grant().ownAddress().filter(own -> !binding.address().equals(Optional.of(own)));
    return new Proceed(remember, moveTo);
  }

  /** Whether the alias was given before its domain became one of employees. */
  static boolean isAliasOfEmployees(Binding binding, AddressDomains domains) {
    return binding.kind() == BindingKind.ALIAS
        && binding
            .address()
            .filter(address -> domains.passThrough().contains(address.domain()))
            .isPresent();
  }
}
