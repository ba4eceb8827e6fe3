package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.DSIG;
import static org.guestbridge.app.samlxml.SamlNames.METADATA;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestbridge.app.samlxml.ServiceProviderMetadata.Consumer;
import org.guestbridge.app.samlxml.ServiceProviderMetadata.Logout;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Reads what is needed of an EntityDescriptor and reads over the rest: metadata are made to be
 * extended (SAML metadata 2.2.1).
 */
final class ServiceProviderMetadataReader {

  private static final String BINDINGS = "urn:oasis:names:tc:SAML:2.0:bindings:";
  private static final String POST = BINDINGS + "HTTP-POST";
  private static final String REDIRECT = BINDINGS + "HTTP-Redirect";
  private static final int MAX_CONSUMERS = 32;
  private static final int MAX_CERTIFICATES = 16;
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,5}");
  private static final Pattern ENTITY_ID = Pattern.compile("[!-~]{1,1024}");

  private final XmlElement entity;
  private final XmlElement role;

  private ServiceProviderMetadataReader(XmlElement entity, XmlElement role) {
    this.entity = entity;
    this.role = role;
  }

  static ServiceProviderMetadata read(XmlGate gate, byte[] bytes) throws RefusalException {
    XmlElement root = gate.parse(bytes);
    if (root.is(METADATA, "EntitiesDescriptor")) {
      throw invalid("The document describes several entities; give that of one.");
    }
    if (!root.is(METADATA, "EntityDescriptor")) {
      throw invalid("The root is not an EntityDescriptor.");
    }
    List<XmlElement> roles =
        children(root, METADATA, "SPSSODescriptor")
            .filter(ServiceProviderMetadataReader::speaksSaml2)
            .toList();
    if (roles.size() != 1) {
      throw invalid("There is not exactly one SPSSODescriptor for SAML 2.0.");
    }
    return new ServiceProviderMetadataReader(root, roles.get(0)).read();
  }

  private ServiceProviderMetadata read() throws RefusalException {
    try {
      return new ServiceProviderMetadata(
          entityId(),
          validUntil(),
          ElementRules.flag(role, "AuthnRequestsSigned"),
          consumers(),
          certificates("signing"),
          certificates("encryption"),
          logout());
    } catch (IllegalStateException e) {
      throw invalid("The document holds a node that is neither element nor text.");
    } catch (RefusalException e) {
      throw invalid(e.detail());
    }
  }

  private String entityId() throws RefusalException {
    return entity
        .attribute("entityID")
        .filter(id -> ENTITY_ID.matcher(id).matches())
        .orElseThrow(() -> invalid("entityID is missing, too long or holds spaces."));
  }

  private Optional<Instant> validUntil() throws RefusalException {
    Optional<Instant> ofEntity = RequestHeader.instant(entity, "validUntil");
    Optional<Instant> ofRole = RequestHeader.instant(role, "validUntil");
    return Stream.of(ofEntity, ofRole).flatMap(Optional::stream).min(Instant::compareTo);
  }

  /** SAML metadata 2.2.3: the default is the first so marked, else the first not marked at all. */
  private List<Consumer> consumers() throws RefusalException {
    List<XmlElement> found =
        children(role, METADATA, "AssertionConsumerService").filter(bound(POST)).toList();
    if (found.isEmpty() || found.size() > MAX_CONSUMERS) {
      throw invalid("There is no AssertionConsumerService by HTTP-POST, or there are too many.");
    }
    List<Consumer> consumers = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (XmlElement each : found) {
      Consumer consumer = consumer(each);
      if (!seen.add(consumer.index()) || !seen.add(consumer.location())) {
        throw invalid("Two AssertionConsumerServices have the same index or Location.");
      }
      consumers.add(consumer);
    }
    Consumer byDefault = consumers.get(defaultOf(found));
    consumers.remove(byDefault);
    consumers.add(0, byDefault);
    return consumers;
  }

  private static int defaultOf(List<XmlElement> consumers) throws RefusalException {
    int unmarked = -1;
    for (int i = 0; i < consumers.size(); i++) {
      if (ElementRules.flag(consumers.get(i), "isDefault")) {
        return i;
      }
      if (unmarked < 0 && consumers.get(i).attribute("isDefault").isEmpty()) {
        unmarked = i;
      }
    }
    return Math.max(unmarked, 0);
  }

  private static Consumer consumer(XmlElement element) throws RefusalException {
    String index = element.attribute("index").orElse("");
    if (!INDEX.matcher(index).matches() || Integer.parseInt(index) > 65_535) {
      throw invalid("An AssertionConsumerService has no index from 0 to 65535.");
    }
    return new Consumer(Integer.parseInt(index), location(element, "Location"));
  }

  /** By Redirect if there are two, since that one works without a script. */
  private Optional<Logout> logout() throws RefusalException {
    for (String binding : List.of(REDIRECT, POST)) {
      Optional<XmlElement> service =
          children(role, METADATA, "SingleLogoutService").filter(bound(binding)).findFirst();
      if (service.isPresent()) {
        boolean apart = service.get().attribute("ResponseLocation").isPresent();
        String location = location(service.get(), apart ? "ResponseLocation" : "Location");
        return Optional.of(new Logout(location, binding.equals(REDIRECT)));
      }
    }
    return Optional.empty();
  }

  private static String location(XmlElement element, String attribute) throws RefusalException {
    return element
        .attribute(attribute)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> invalid("An endpoint has no Location."));
  }

  /** SAML metadata 2.4.1.1: a key without a use serves both. */
  private List<X509Certificate> certificates(String use) throws RefusalException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (XmlElement key : children(role, METADATA, "KeyDescriptor").toList()) {
      String stated = key.attribute("use").orElse(use);
      if (!stated.equals("signing") && !stated.equals("encryption")) {
        throw invalid("A KeyDescriptor has an unknown use.");
      }
      if (stated.equals(use)) {
        certificates.addAll(certificatesOf(key));
      }
    }
    if (certificates.size() > MAX_CERTIFICATES) {
      throw invalid("There are too many certificates.");
    }
    return certificates;
  }

  private static List<X509Certificate> certificatesOf(XmlElement key) throws RefusalException {
    List<XmlElement> elements =
        children(key, DSIG, "KeyInfo")
            .flatMap(info -> children(info, DSIG, "X509Data"))
            .flatMap(data -> children(data, DSIG, "X509Certificate"))
            .toList();
    if (elements.isEmpty()) {
      throw invalid("A KeyDescriptor holds no certificate.");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (XmlElement element : elements) {
      certificates.add(certificate(element.text()));
    }
    return certificates;
  }

  private static X509Certificate certificate(String text) throws RefusalException {
    try {
      byte[] der = Base64.getDecoder().decode(text.replaceAll("[ \\t\\r\\n]", ""));
      if (CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
          instanceof X509Certificate certificate) {
        TrustedKeys.of(List.of(certificate));
        return certificate;
      }
    } catch (CertificateException | IllegalArgumentException e) {
      // Told below: the message of either may quote the input.
    }
    throw invalid("A certificate cannot be read or is not RSA of 2048 bits or more.");
  }

  private static Predicate<XmlElement> bound(String binding) {
    return element -> element.attribute("Binding").equals(Optional.of(binding));
  }

  private static boolean speaksSaml2(XmlElement role) {
    String protocols = role.attribute("protocolSupportEnumeration").orElse("");
    return Arrays.asList(protocols.split("\\s+")).contains(PROTOCOL);
  }

  private static Stream<XmlElement> children(XmlElement parent, String namespace, String name) {
    return parent.children().stream().filter(child -> child.is(namespace, name));
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_METADATA_INVALID, detail);
  }
}
