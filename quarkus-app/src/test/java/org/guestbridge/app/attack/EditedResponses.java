package org.guestbridge.app.attack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.guestbridge.app.samlxml.JdkXml;
import org.guestbridge.app.upstream.saml.Messages;
import org.guestbridge.app.upstream.saml.ResponseForm;
import org.guestbridge.app.upstream.saml.SamlConnection;
import org.guestbridge.app.upstream.saml.Upstreams;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.RefusalException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Edits genuine responses at random and sends them. Whatever is accepted must say what was signed
 * and nothing else; whatever is not must be refused, and not fail.
 */
final class EditedResponses {

  private final long seed;
  private final SamlConnection connection = Upstreams.entra();
  private final List<Document> genuine = new ArrayList<>();
  private final Element donor;
  private final Object signedClaims;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private long tried;

  /**
   * A run.
   *
   * @param seed the same seed makes the same edits
   */
  EditedResponses(long seed) throws RefusalException {
    this.seed = seed;
    String plain = Messages.response(Messages.assertion());
    String assertion = Messages.signed(plain, "_assertion", Upstreams.IDP.privateKey());
    String response = Messages.signed(plain, "_response", Upstreams.IDP.privateKey());
    String both = Messages.signed(assertion, "_response", Upstreams.IDP.privateKey());
    for (String xml : List.of(assertion, response, both)) {
      genuine.add(JdkXml.parse(xml));
    }
    this.donor =
        JdkXml.parse(
                Messages.assertion()
                    .replace(
                        "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11", SignatureWrapping.FORGED_PERSON))
            .getDocumentElement();
    this.signedClaims = claims(send(assertion));
  }

  /** Makes edits until there are that many or the time is over. */
  void run(long edits, Duration atMost) {
    Instant end = Instant.now().plus(atMost);
    while (tried < edits && broken.isEmpty() && Instant.now().isBefore(end)) {
      one(tried);
      tried++;
    }
  }

  /** Edits done. */
  long tried() {
    return tried;
  }

  /** How many were accepted or refused, by code. */
  Map<String, Long> outcomes() {
    return outcomes;
  }

  /** Each edit that was accepted with other claims, or that made the reader fail. */
  List<String> broken() {
    return broken;
  }

  /** A few lines for people. */
  String report() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "seed %d, edits %d%n", seed, tried));
    outcomes.forEach(
        (outcome, count) -> text.append(String.format(Locale.ROOT, "%-26s %9d%n", outcome, count)));
    text.append(
        String.format(Locale.ROOT, "accepted with other claims, or failed: %d%n", broken.size()));
    return text.toString();
  }

  private void one(long number) {
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    Document document = (Document) genuine.get(random.nextInt(genuine.size())).cloneNode(true);
    new StructuralEdits(random, document, donor).edit();
    String xml = Dom.write(document);
    String outcome;
    try {
      VerifiedIdentity identity = send(xml);
      outcome = "accepted";
      if (!claims(identity).equals(signedClaims)) {
        broken.add("other claims by edit " + number + ": " + xml);
      }
    } catch (RefusalException refusal) {
      outcome = refusal.code().text();
    } catch (RuntimeException | StackOverflowError failure) {
      outcome = "failed";
      broken.add("failed by edit " + number + ": " + failure + " " + xml);
    }
    outcomes.merge(outcome, 1L, Long::sum);
  }

  private VerifiedIdentity send(String xml) throws RefusalException {
    return connection.complete(
        ResponseForm.read(ResponseMaker.form(xml.getBytes(StandardCharsets.UTF_8))),
        Upstreams.pending(false));
  }

  private static Object claims(VerifiedIdentity identity) {
    return List.of(identity.subject(), identity.account(), identity.profile(), identity.evidence());
  }
}
