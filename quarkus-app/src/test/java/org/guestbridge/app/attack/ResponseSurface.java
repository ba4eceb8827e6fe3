package org.guestbridge.app.attack;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.saml.Messages;
import org.guestbridge.app.upstream.saml.ResponseForm;
import org.guestbridge.app.upstream.saml.SamlConnection;
import org.guestbridge.app.upstream.saml.Upstreams;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Trust;

/**
 * Responses posted by a SAML identity provider, to a connection with a pinned certificate unless
 * the case names another {@code connection}, in answer to a request that is under way.
 */
final class ResponseSurface implements AttackSurface {

  private static final String USED = "used";

  private final InstantSource clock = Upstreams.clock();
  private final BrokerBehind broker = new BrokerBehind(clock);
  private final Trust pinned = Upstreams.pinned(Upstreams.IDP.certificate());
  private final Map<String, SamlConnection> connections;

  ResponseSurface() throws Exception {
    SamlUpstream entra = Upstreams.upstream(Upstreams.ENTRA, pinned, false);
    this.connections =
        Map.of(
            "pinned", connection(entra),
            "metadata",
                connection(
                    Upstreams.upstream(
                        Upstreams.ENTRA,
                        new Trust.MetadataDocument(PeerKeys.providerMetadata()),
                        false)),
            "generic", connection(Upstreams.upstream(Upstreams.GENERIC, pinned, false)),
            "unsolicited", connection(Upstreams.upstream(Upstreams.ENTRA, pinned, true)),
            "keyless", connection(withoutDecryption(entra)));
    AttackCase valid = new AttackCase("", 0, input(), "valid", Map.of(), "");
    VerifiedIdentity identity = identity(valid, ResponseMaker.form(valid));
    broker.login(identity, USED);
  }

  @Override
  public String input() {
    return "upstream-response";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    try {
      VerifiedIdentity identity = identity(attack, ResponseMaker.form(attack));
      return attack.edit().startsWith("replay")
          ? broker.login(identity, USED)
          : broker.login(identity);
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    try {
      return broker.login(identity(sentToTwin(attack), ResponseMaker.twin(attack)));
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }

  @Override
  public long written() {
    return broker.written();
  }

  private VerifiedIdentity identity(AttackCase attack, String form) throws RefusalException {
    String name = attack.text("connection", "pinned");
    SamlConnection connection = connections.get(name);
    UpstreamAnswer answer = ResponseForm.read(form);
    return attack.with().containsKey("unasked") || name.equals("unsolicited")
        ? connection.completeUnsolicited(answer).identity()
        : connection.complete(answer, Upstreams.pending(attack.with().containsKey("fresh")));
  }

  /** What a connection refuses as a whole has its twin at one that takes it. */
  private static AttackCase sentToTwin(AttackCase attack) {
    boolean ofConnection =
        attack.text("connection", "").equals("keyless") || attack.with().containsKey("unasked");
    return ofConnection
        ? new AttackCase(
            attack.row(), attack.number(), attack.input(), attack.edit(), Map.of(), attack.expect())
        : attack;
  }

  private SamlConnection connection(SamlUpstream upstream) {
    return Upstreams.connection(upstream, clock);
  }

  private static SamlUpstream withoutDecryption(SamlUpstream entra) {
    return new SamlUpstream(
        entra.name(),
        entra.kind(),
        Messages.ISSUER,
        entra.trust(),
        entra.requestSigning(),
        Optional.empty(),
        entra.unsolicited(),
        entra.loginHint(),
        entra.changedHuman(),
        entra.homeRealm());
  }
}
