package org.guestbridge.simulators.saml.idp;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.saml.AssertionEncryption;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.EnvelopedSigner;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;
import org.w3c.dom.Element;

/** Builds one response with the ordered faults, signs it and encrypts its assertion. */
final class ResponseFactory {
  private static final String STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
  private static final String PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
  private static final String OTHER_ISSUER = "https://sts.attacker.example/";
  private static final String OTHER_PLACE = "https://sp.attacker.example/acs";
  private static final String OTHER_OBJECT = "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d";
  private static final String OTHER_TENANT = "77777777-7777-4777-8777-777777777777";
  private static final Duration CONFIRMATION = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * A finished response.
   *
   * @param sessionIndex of the assertion, which is its id; empty without an assertion
   */
  record Issued(String xml, Optional<IssuedName> name, Optional<String> sessionIndex) {}

  private final IdpProfile profile;
  private final IdpKeys keys;
  private final FaultOrders<SamlFault> faults;
  private final Clock clock;

  ResponseFactory(IdpProfile profile, IdpKeys keys, FaultOrders<SamlFault> faults, Clock clock) {
    this.profile = profile;
    this.keys = keys;
    this.faults = faults;
    this.clock = clock;
  }

  /** A response without an assertion; signed as Entra and most others do: not at all. */
  Issued refusal(SignIn signIn, RequestRefused.Status status) {
    SamlElement response = response(signIn, clock.instant(), profile.issuer());
    SamlElement element = response.add(Saml.PROTOCOL, "samlp:Status");
    element
        .add(Saml.PROTOCOL, "samlp:StatusCode")
        .attribute("Value", STATUS + status.code())
        .add(Saml.PROTOCOL, "samlp:StatusCode")
        .attribute("Value", STATUS + status.nested());
    element.add(Saml.PROTOCOL, "samlp:StatusMessage").text(status.message());
    return new Issued(response.write(), Optional.empty(), Optional.empty());
  }

  Issued success(SignIn signIn, Person person) throws RequestRefused {
    if (faults.take(SamlFault.STATUS_ERROR)) {
      return refusal(
          signIn,
          new RequestRefused.Status("Responder", "AuthnFailed", "The login failed on order."));
    }
    Instant now = now();
    String issuer = faults.take(SamlFault.WRONG_ISSUER) ? OTHER_ISSUER : profile.issuer();
    boolean differs = faults.take(SamlFault.RESPONSE_ISSUER_DIFFERS);
    SamlElement response = response(signIn, now, differs ? OTHER_ISSUER : issuer);
    response
        .add(Saml.PROTOCOL, "samlp:Status")
        .add(Saml.PROTOCOL, "samlp:StatusCode")
        .attribute("Value", Saml.SUCCESS);
    IssuedName name = name(signIn, person);
    Map<String, List<String>> attributes = attributes(person);
    if (faults.take(SamlFault.FORGED_ASSERTION_FIRST)) {
      IssuedName forged = IssuedName.of("maria.meyer@example.com", NameIdFormat.EMAIL_ADDRESS);
      assertion(response, signIn, now, issuer, forged, attributes);
    }
    List<Element> assertions = new ArrayList<>();
    assertions.add(assertion(response, signIn, now, issuer, name, attributes));
    if (faults.take(SamlFault.TWO_ASSERTIONS)) {
      assertions.add(assertion(response, signIn, now, issuer, name, attributes));
    }
    String sessionIndex = assertions.get(0).getAttribute("ID");
    seal(signIn.serviceProvider(), response.element(), assertions);
    String xml = response.write();
    if (faults.take(SamlFault.TAMPERED)) {
      xml = xml.replace(person.displayName(), person.displayName() + " the Other");
    }
    return new Issued(xml, Optional.of(name), Optional.of(sessionIndex));
  }

  private Instant now() {
    Instant now = clock.instant();
    if (faults.take(SamlFault.CLOCK_FAST_4_MINUTES)) {
      now = now.plus(Duration.ofMinutes(4));
    }
    if (faults.take(SamlFault.CLOCK_SLOW_4_MINUTES)) {
      now = now.minus(Duration.ofMinutes(4));
    }
    if (faults.take(SamlFault.CLOCK_FAST_10_MINUTES)) {
      now = now.plus(Duration.ofMinutes(10));
    }
    if (faults.take(SamlFault.CLOCK_SLOW_10_MINUTES)) {
      now = now.minus(Duration.ofMinutes(10));
    }
    return now;
  }

  private SamlElement response(SignIn signIn, Instant now, String issuer) {
    boolean elsewhere = faults.take(SamlFault.WRONG_DESTINATION);
    SamlElement response =
        SamlElement.root(Saml.PROTOCOL, "samlp:Response")
            .attribute("ID", "_" + UUID.randomUUID())
            .attribute("Version", "2.0")
            .attribute("IssueInstant", text(now))
            .attribute("Destination", elsewhere ? OTHER_PLACE : signIn.assertionConsumer());
    inResponseTo(signIn).ifPresent(id -> response.attribute("InResponseTo", id));
    response.add(Saml.ASSERTION, "saml:Issuer").text(issuer);
    return response;
  }

  /** The same for Response and confirmation; the faults are used up by the second reading. */
  private Optional<String> inResponseTo(SignIn signIn) {
    if (faults.pending().contains(SamlFault.WRONG_IN_RESPONSE_TO)) {
      return Optional.of("_another-request");
    }
    return faults.pending().contains(SamlFault.MISSING_IN_RESPONSE_TO)
        ? Optional.empty()
        : signIn.inResponseTo();
  }

  private IssuedName name(SignIn signIn, Person person) throws RequestRefused {
    if (faults.take(SamlFault.TRANSIENT_NAME_ID)) {
      return IssuedName.of("_" + UUID.randomUUID(), NameIdFormat.TRANSIENT);
    }
    return profile.name(
        person, signIn.serviceProvider(), signIn.request().flatMap(AuthnRequest::nameIdFormat));
  }

  private Map<String, List<String>> attributes(Person person) {
    Map<String, List<String>> attributes = new LinkedHashMap<>(profile.attributes(person));
    String objectId = profile.attributeOf(IdpProfile.Semantic.OBJECT_ID);
    String tenantId = profile.attributeOf(IdpProfile.Semantic.TENANT_ID);
    if (faults.take(SamlFault.MISSING_OBJECT_ID)) {
      attributes.remove(objectId);
    }
    if (faults.take(SamlFault.TWO_OBJECT_IDS)) {
      attributes.put(objectId, List.of(OTHER_OBJECT, person.objectId().toString()));
    }
    if (faults.take(SamlFault.MISSING_TENANT_ID)) {
      attributes.remove(tenantId);
    }
    if (faults.take(SamlFault.OTHER_TENANT_ID)) {
      attributes.put(tenantId, List.of(OTHER_TENANT));
    }
    if (faults.take(SamlFault.MISSING_IDENTITY_PROVIDER)) {
      attributes.remove(profile.attributeOf(IdpProfile.Semantic.IDENTITY_PROVIDER));
    }
    return attributes;
  }

  private Element assertion(
      SamlElement response,
      SignIn signIn,
      Instant now,
      String issuer,
      IssuedName name,
      Map<String, List<String>> attributes) {
    String id = "_" + UUID.randomUUID();
    SamlElement assertion =
        response
            .addIndependent(Saml.ASSERTION, "saml:Assertion")
            .attribute("ID", id)
            .attribute("Version", "2.0")
            .attribute("IssueInstant", text(now));
    assertion.add(Saml.ASSERTION, "saml:Issuer").text(issuer);
    boolean expired = faults.take(SamlFault.EXPIRED);
    subject(assertion, signIn, name, expired ? now.minus(HOUR) : now.plus(CONFIRMATION));
    conditions(assertion, signIn, now, expired);
    Instant authenticated = faults.take(SamlFault.OLD_AUTHN_INSTANT) ? now.minus(HOUR) : now;
    assertion
        .add(Saml.ASSERTION, "saml:AuthnStatement")
        .attribute("AuthnInstant", text(authenticated))
        .attribute("SessionIndex", id)
        .add(Saml.ASSERTION, "saml:AuthnContext")
        .add(Saml.ASSERTION, "saml:AuthnContextClassRef")
        .text(PASSWORD);
    SamlElement statement = assertion.add(Saml.ASSERTION, "saml:AttributeStatement");
    attributes.forEach(
        (attribute, values) -> {
          SamlElement element =
              statement.add(Saml.ASSERTION, "saml:Attribute").attribute("Name", attribute);
          values.forEach(value -> element.add(Saml.ASSERTION, "saml:AttributeValue").text(value));
        });
    return assertion.element();
  }

  private void subject(SamlElement assertion, SignIn signIn, IssuedName name, Instant until) {
    SamlElement subject = assertion.add(Saml.ASSERTION, "saml:Subject");
    subject
        .add(Saml.ASSERTION, "saml:NameID")
        .attribute("Format", name.format())
        .attribute("NameQualifier", name.nameQualifier())
        .attribute("SPNameQualifier", name.spNameQualifier())
        .text(name.value());
    SamlElement data =
        subject
            .add(Saml.ASSERTION, "saml:SubjectConfirmation")
            .attribute("Method", Saml.BEARER)
            .add(Saml.ASSERTION, "saml:SubjectConfirmationData");
    data.attribute("InResponseTo", inResponseTo(signIn));
    faults.take(SamlFault.WRONG_IN_RESPONSE_TO);
    faults.take(SamlFault.MISSING_IN_RESPONSE_TO);
    boolean elsewhere = faults.take(SamlFault.WRONG_RECIPIENT);
    data.attribute("NotOnOrAfter", text(until))
        .attribute("Recipient", elsewhere ? OTHER_PLACE : signIn.assertionConsumer());
  }

  private void conditions(SamlElement assertion, SignIn signIn, Instant now, boolean expired) {
    if (faults.take(SamlFault.MISSING_CONDITIONS)) {
      return;
    }
    Instant begin = now.minus(profile.backDated());
    Instant end = begin.plus(profile.lifetime());
    if (expired) {
      begin = now.minus(HOUR).minus(profile.lifetime());
      end = now.minus(HOUR);
    }
    if (faults.take(SamlFault.NOT_YET_VALID)) {
      begin = now.plus(HOUR);
      end = begin.plus(profile.lifetime());
    }
    SamlElement conditions =
        assertion
            .add(Saml.ASSERTION, "saml:Conditions")
            .attribute("NotBefore", text(begin))
            .attribute("NotOnOrAfter", text(end));
    if (!faults.take(SamlFault.MISSING_AUDIENCE)) {
      boolean another = faults.take(SamlFault.WRONG_AUDIENCE);
      conditions
          .add(Saml.ASSERTION, "saml:AudienceRestriction")
          .add(Saml.ASSERTION, "saml:Audience")
          .text(another ? "urn:another:sp" : signIn.serviceProvider().entityId());
    }
  }

  private void seal(
      RegisteredServiceProvider serviceProvider, Element response, List<Element> assertions) {
    boolean signed = !faults.take(SamlFault.UNSIGNED);
    EnvelopedSigner signer = signer();
    RegisteredServiceProvider.Signatures signatures = serviceProvider.signatures();
    boolean plain = faults.take(SamlFault.PLAIN_ASSERTION);
    for (Element assertion : assertions) {
      if (signed && signatures != RegisteredServiceProvider.Signatures.RESPONSE) {
        signer.sign(assertion);
      }
      if (!plain) {
        serviceProvider
            .encryption()
            .ifPresent(target -> AssertionEncryption.encrypt(assertion, target));
      }
    }
    if (signed && signatures != RegisteredServiceProvider.Signatures.ASSERTION) {
      signer.sign(response);
    }
  }

  private EnvelopedSigner signer() {
    Credential own = keys.current();
    PrivateKey key = own.privateKey();
    Optional<X509Certificate> embedded = Optional.of(own.certificate());
    if (faults.take(SamlFault.OTHER_KEY)) {
      key = keys.stranger().privateKey();
      embedded = Optional.of(keys.stranger().certificate());
    }
    if (faults.take(SamlFault.OTHER_KEY_UNDER_KNOWN_CERTIFICATE)) {
      key = keys.stranger().privateKey();
    }
    if (faults.take(SamlFault.OTHER_CERTIFICATE_IN_KEY_INFO)) {
      embedded = Optional.of(keys.stranger().certificate());
    }
    if (faults.take(SamlFault.NO_KEY_INFO)) {
      embedded = Optional.empty();
    }
    return new EnvelopedSigner(key, embedded, faults.take(SamlFault.SHA1));
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
