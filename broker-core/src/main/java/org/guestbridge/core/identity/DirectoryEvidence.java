package org.guestbridge.core.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;

/**
 * What may be said about whose account it is without anybody having signed in. Weaker than what a
 * token proves, and a type of its own, so that neither is taken for the other.
 */
public sealed interface DirectoryEvidence extends AccountEvidence {

  /** Nobody was authenticated. */
  @Override
  default Optional<String> idp() {
    return Optional.empty();
  }

  /**
   * The population that an administrator declared for everybody of a channel.
   *
   * @param kind internal for {@code employees}, external for {@code guests}
   */
  record Population(AccountKind kind) implements DirectoryEvidence {

    public Population {
      if (kind == AccountKind.UNKNOWN) {
        throw new IllegalArgumentException("a population is internal or external");
      }
    }

    @Override
    public AccountProof prove() {
      return kind == AccountKind.INTERNAL
          ? AccountProof.internal("the channel is declared for employees")
          : AccountProof.external("the channel is declared for guests");
    }
  }

  /** The directory that would know the account's kind has no entry of it. */
  record NoEntry() implements DirectoryEvidence {

    @Override
    public AccountProof prove() {
      return AccountProof.unproven(
          "the directory has no entry of the account", Code.DIRECTORY_ENTRY_MISSING);
    }
  }

  /**
   * A user as Microsoft Graph shows it ({@code GET /users/{id}}, resource types "user" and
   * "objectIdentity").
   *
   * <p>Where the person signs in decides, as it does for a token. {@code userType} has no relation
   * to that and only has to agree; a UPN with {@code #EXT#} is not looked at (learn.microsoft.com,
   * B2B "user properties", "invite internal users"). An invitee has identities of the inviting
   * tenant until the invitation is redeemed.
   *
   * @param ownDomains the tenant's verified domains, lower case; without any, nothing is proven
   * @param userType {@code Member} or {@code Guest}
   * @param creationType {@code Invitation}, {@code SelfServiceSignUp}, {@code EmailVerified},
   *     {@code LocalAccount}; absent for an ordinary account
   * @param externalUserState {@code PendingAcceptance} or {@code Accepted}; absent for others
   * @param identities how the person can sign in
   */
  record Entry(
      Set<String> ownDomains,
      Optional<String> userType,
      Optional<String> creationType,
      Optional<String> externalUserState,
      List<SignIn> identities)
      implements DirectoryEvidence {

    public Entry {
      ownDomains = Set.copyOf(ownDomains);
      identities = List.copyOf(identities);
    }

    @Override
    public AccountProof prove() {
      if (ownDomains.isEmpty() || identities.isEmpty()) {
        return unproven("identities, or the tenant's own domains, are absent");
      }
      if (identities.stream().anyMatch(SignIn::isFederated)) {
        return AccountProof.external("identities name a provider outside the tenant");
      }
      if (!identities.stream().allMatch(this::isOwn)) {
        return unproven("identities name a domain that is not the tenant's");
      }
      if (externalUserState.filter("PendingAcceptance"::equals).isPresent()) {
        return AccountProof.external("the invitation is not redeemed yet");
      }
      if (externalUserState.isPresent()
          || creationType.isPresent()
          || userType.filter("Member"::equals).isEmpty()) {
        return unproven(
            "identities are the tenant's own, but userType, creationType or externalUserState say"
                + " otherwise");
      }
      return AccountProof.internal("identities are the tenant's own alone");
    }

    private static AccountProof unproven(String reason) {
      return AccountProof.unproven(reason, Code.DIRECTORY_KIND_UNPROVEN);
    }

    private boolean isOwn(SignIn identity) {
      return ownDomains.contains(identity.issuer().toLowerCase(Locale.ROOT));
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[directory entry]";
    }
  }

  /**
   * A user of a customer directory as Microsoft Graph shows it. Customers are external; what the
   * entry has to prove is that it is a customer's.
   *
   * <p>A customer signs in by a user flow, with an identity of their own: an address, a name, a
   * number, or another provider. Whoever has the tenant's user principal name alone, or was invited
   * into the tenant, works on it and has no account there that a user flow would sign in
   * (learn.microsoft.com, "Overview of user accounts in Azure Active Directory B2C", "User accounts
   * in external tenants").
   *
   * @param provider what rules and sign-ins call the directory
   * @param userType {@code Member}; {@code Guest} for who was invited
   * @param creationType {@code Invitation} for who was invited
   * @param externalUserState present for who was invited alone
   * @param identities how the person can sign in
   */
  record Customer(
      String provider,
      Optional<String> userType,
      Optional<String> creationType,
      Optional<String> externalUserState,
      List<SignIn> identities)
      implements DirectoryEvidence {

    public Customer {
      identities = List.copyOf(identities);
    }

    /** The directory itself, whatever provider the customer signs in with there. */
    @Override
    public Optional<String> idp() {
      return Optional.of(provider);
    }

    @Override
    public AccountProof prove() {
      boolean invited =
          externalUserState.isPresent()
              || userType.filter("Guest"::equals).isPresent()
              || creationType.filter("Invitation"::equals).isPresent();
      if (invited || identities.stream().noneMatch(SignIn::isCustomers)) {
        return AccountProof.unproven(
            "the entry is not a customer's: invited, or without an identity for user flows",
            Code.DIRECTORY_KIND_UNPROVEN);
      }
      return AccountProof.external("the entry is a customer's");
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[customer directory entry]";
    }
  }

  /**
   * One of a user's {@code identities}, without the name at the issuer, which is personal.
   *
   * @param type {@code signInType}
   * @param issuer {@code issuer}: a domain of the tenant, or another provider
   */
  record SignIn(String type, String issuer) {

    private static final Set<String> CUSTOMERS =
        Set.of("emailAddress", "userName", "phoneNumber", "federated");

    /** Whether another provider authenticates, such as {@code ExternalAzureAD} or {@code mail}. */
    boolean isFederated() {
      return type.equals("federated") || type.equals("emailAddress");
    }

    /** Whether it is one that customers sign in with, unlike the user principal name. */
    boolean isCustomers() {
      return CUSTOMERS.contains(type);
    }
  }
}
