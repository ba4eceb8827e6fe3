package org.guestbridge.app.attack;

import java.nio.charset.StandardCharsets;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.app.upstream.saml.Upstreams;
import org.guestbridge.core.problem.RefusalException;

/** Metadata of a service provider, as a realm file holds them. */
final class ServiceMetadataSurface implements AttackSurface {

  private final MetadataRegistrations reader = new MetadataRegistrations(Upstreams.clock());

  @Override
  public String input() {
    return "downstream-metadata";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    String metadata = PeerKeys.serviceMetadata();
    return attack.edit().equals("metadata")
        ? read(XmlEdits.replaced(metadata, attack.text("from"), attack.text("to")))
        : read(new String(XmlEdits.apply(attack, metadata), StandardCharsets.UTF_8));
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    return read(PeerKeys.serviceMetadata());
  }

  @Override
  public long written() {
    return 0;
  }

  private Verdict read(String metadata) {
    try {
      reader.read(metadata);
      return Verdict.ACCEPTED;
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }
}
