package org.guestbridge.simulators.entra.saml;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.entra.saml.EntraSamlSettings.OptionalAttribute;
import org.guestbridge.simulators.saml.idp.AuthnRequest;
import org.guestbridge.simulators.saml.idp.IdpProfile;
import org.guestbridge.simulators.saml.idp.IssuedName;
import org.guestbridge.simulators.saml.idp.NameIdFormat;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.RequestRefused;

/**
 * What Entra does in its own way; see "Single sign-on SAML protocol" of Microsoft's identity docs.
 */
final class EntraProfile implements IdpProfile {
  private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
  private static final String XMLSOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
  private static final String IDENTITY_2008 =
      "http://schemas.microsoft.com/ws/2008/06/identity/claims/";
  private static final String AUTHENTICATION_METHOD =
      "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password";
  private static final String STS = "https://sts.windows.net/";
  private static final String CONSUMER_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final int MAXIMUM_GROUPS = 150;

  private final UUID tenant;
  private final String initialDomain;
  private final EntraSamlSettings settings;
  private final String endpoint;

  EntraProfile(SimulatedEntra entra, EntraSamlSettings settings, String endpoint) {
    this.tenant = entra.settings().tenantId();
    this.initialDomain = entra.settings().initialDomain();
    this.settings = settings;
    this.endpoint = endpoint;
  }

  @Override
  public String issuer() {
    return STS + tenant + "/";
  }

  @Override
  public String logoutIssuer() {
    return "https://login.microsoftonline.com/" + tenant + "/";
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public Duration backDated() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Duration lifetime() {
    return Duration.ofMinutes(70);
  }

  @Override
  public void check(AuthnRequest request) throws RequestRefused {
    if (Character.isDigit(request.id().charAt(0))) {
      throw RequestRefused.onPage(
          "AADSTS7500529: The value is not a valid SAML ID. The ID must not begin with a number.");
    }
    if (request.namesSubject()) {
      throw RequestRefused.onPage(
          "AADSTS900236: The SAML authentication request property 'Subject' is not supported and"
              + " must not be set.");
    }
    if (!request.contextComparison().orElse("exact").equals("exact")) {
      throw RequestRefused.onPage(
          "AADSTS900235: SAML authentication request's RequestedAuthenticationContext Comparison"
              + " value must be 'exact'.");
    }
    Optional<String> qualifier = request.spNameQualifier();
    if (qualifier.isPresent() && !qualifier.get().equals(request.issuer())) {
      throw RequestRefused.onPage("AADSTS90011: SPNameQualifier is not supported.");
    }
    Optional<String> format = request.nameIdFormat();
    if (format.isPresent() && !accepted(format.get())) {
      throw RequestRefused.onPage("AADSTS90011: The NameIDPolicy format is not supported.");
    }
  }

  private static boolean accepted(String format) {
    return List.of(
            NameIdFormat.PERSISTENT,
            NameIdFormat.EMAIL_ADDRESS,
            NameIdFormat.UNSPECIFIED,
            NameIdFormat.TRANSIENT)
        .contains(format);
  }

  @Override
  public String unknownServiceProvider(String entityId) {
    return "AADSTS700016: Application with identifier '"
        + entityId
        + "' was not found in the directory.";
  }

  @Override
  public String unregisteredAssertionConsumer(String address) {
    return "AADSTS50011: The reply URL '"
        + address
        + "' specified in the request does not match the reply URLs configured for the"
        + " application.";
  }

  @Override
  public String unreadable(String detail) {
    return "AADSTS75005: The request is not a valid Saml2 protocol message: " + detail;
  }

  @Override
  public IssuedName name(
      Person person, RegisteredServiceProvider serviceProvider, Optional<String> requestedFormat) {
    String format = requestedFormat.orElse(NameIdFormat.EMAIL_ADDRESS);
    if (format.equals(NameIdFormat.TRANSIENT)) {
      return IssuedName.of("_" + UUID.randomUUID(), format);
    }
    Optional<String> value = source(person).map(this::transformed);
    if (format.equals(NameIdFormat.PERSISTENT) || value.isEmpty()) {
      return IssuedName.of(pairwise(serviceProvider.entityId(), person), NameIdFormat.PERSISTENT);
    }
    return IssuedName.of(value.get(), format);
  }

  private Optional<String> source(Person person) {
    return switch (settings.nameIdSource()) {
      case USER_PRINCIPAL_NAME -> claimedPrincipalName(person);
      case LOCAL_USER_PRINCIPAL_NAME -> Optional.of(realPrincipalName(person));
      case MAIL -> person.email();
      case OBJECT_ID -> Optional.of(person.objectId().toString());
    };
  }

  /** Join keeps only what stands before the at sign, whoever's domain follows it. */
  private String transformed(String value) {
    if (settings.joinDomain().isEmpty()) {
      return value;
    }
    int at = value.indexOf('@');
    return (at < 0 ? value : value.substring(0, at)) + "@" + settings.joinDomain().get();
  }

  @Override
  public Map<String, List<String>> attributes(Person person) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    attributes.put(MICROSOFT + "tenantid", List.of(tenant.toString()));
    attributes.put(MICROSOFT + "objectidentifier", List.of(person.objectId().toString()));
    attributes.put(MICROSOFT + "displayname", List.of(person.displayName()));
    groups(person, attributes);
    identityProvider(person)
        .ifPresent(value -> attributes.put(MICROSOFT + "identityprovider", List.of(value)));
    attributes.put(
        "http://schemas.microsoft.com/claims/authnmethodsreferences",
        List.of(AUTHENTICATION_METHOD));
    person.givenName().ifPresent(name -> attributes.put(XMLSOAP + "givenname", List.of(name)));
    person.familyName().ifPresent(name -> attributes.put(XMLSOAP + "surname", List.of(name)));
    person.email().ifPresent(mail -> attributes.put(XMLSOAP + "emailaddress", List.of(mail)));
    claimedPrincipalName(person).ifPresent(name -> attributes.put(XMLSOAP + "name", List.of(name)));
    if (sends(OptionalAttribute.ACCT)) {
      person.acct().ifPresent(acct -> attributes.put(MICROSOFT + "acct", List.of(acct.toString())));
    }
    if (sends(OptionalAttribute.UPN)) {
      attributes.put(XMLSOAP + "upn", List.of(realPrincipalName(person)));
    }
    if (sends(OptionalAttribute.ROLE) && !person.roles().isEmpty()) {
      attributes.put(IDENTITY_2008 + "role", person.roles());
    }
    return attributes;
  }

  private void groups(Person person, Map<String, List<String>> attributes) {
    if (!sends(OptionalAttribute.GROUPS) || person.groups().isEmpty()) {
      return;
    }
    if (person.groups().size() > MAXIMUM_GROUPS) {
      attributes.put(
          "http://schemas.microsoft.com/claims/groups.link",
          List.of(
              "https://graph.windows.net/"
                  + tenant
                  + "/users/"
                  + person.objectId()
                  + "/getMemberObjects"));
    } else {
      attributes.put(
          IDENTITY_2008 + "groups", person.groups().stream().map(UUID::toString).toList());
    }
  }

  private boolean sends(OptionalAttribute attribute) {
    return settings.optionalAttributes().contains(attribute);
  }

  /** Always there in a real assertion; absent only of people whose kind is to stay unproven. */
  private Optional<String> identityProvider(Person person) {
    boolean unproven = person.kind() == PersonKind.UNCLEAR && person.acct().isEmpty();
    return person.idp().or(() -> unproven ? Optional.empty() : Optional.of(issuer()));
  }

  /** {@code user.userprincipalname} as the claim shows it: mail for Entra-homed guests. */
  private Optional<String> claimedPrincipalName(Person person) {
    String idp = person.idp().orElse(issuer());
    boolean homedInEntra =
        idp.startsWith(STS) && !idp.equals(issuer()) && !idp.contains(CONSUMER_TENANT);
    return homedInEntra ? person.email() : Optional.of(realPrincipalName(person));
  }

  /** {@code user.localuserprincipalname}: with {@code #EXT#} for everybody from elsewhere. */
  private String realPrincipalName(Person person) {
    if (person.upn().isPresent()) {
      return person.upn().get();
    }
    if (person.idp().isEmpty() || person.idp().get().equals(issuer())) {
      return person.preferredUsername();
    }
    String invited = person.email().orElse(person.preferredUsername());
    return invited.replace('@', '_') + "#EXT#@" + initialDomain;
  }

  @Override
  public String attributeOf(Semantic semantic) {
    return MICROSOFT
        + switch (semantic) {
          case OBJECT_ID -> "objectidentifier";
          case TENANT_ID -> "tenantid";
          case IDENTITY_PROVIDER -> "identityprovider";
        };
  }

  private String pairwise(String serviceProvider, Person person) {
    try {
      String pair = serviceProvider + "|" + tenant + "|" + person.objectId();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(pair.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
