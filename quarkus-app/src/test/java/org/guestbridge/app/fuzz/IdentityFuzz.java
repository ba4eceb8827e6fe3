package org.guestbridge.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.guestbridge.core.alias.AliasNaming;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.identity.IdentityDocument;

/**
 * An identity file, read, decided by the example's rules and named. An alias is on the alias domain
 * in the alias alphabet, a kept address on a pass-through domain and an internal account's.
 */
final class IdentityFuzz implements FuzzTarget {

  private static final byte[] DIGEST = new byte[AliasNaming.MIN_DIGEST_LENGTH];
  private static final Path IDENTITIES = Path.of("../realm-config/examples/identities");

  private final Realm realm;

  IdentityFuzz() {
    try {
      realm = RealmFuzz.example();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(IDENTITIES)) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    seeds.add(
        "{\"claims\":{\"tid\":\"x\",\"oid\":[null,1.5e9,true,{}]}}"
            .getBytes(StandardCharsets.UTF_8));
    return seeds;
  }

  @Override
  public void read(byte[] input) throws Exception {
    IdentityDocument.ReadResult result = IdentityDocument.read(input, DocumentFormat.of(input));
    if (result instanceof IdentityDocument.Rejected rejected) {
      rejected.problems().forEach(RealmFuzz::requireUsable);
      Problem first = rejected.problems().get(0);
      throw new RefusalException(first.code(), first.detail());
    }
    VerifiedIdentity identity = ((IdentityDocument.Read) result).document().identity(realm);
    Decision decision = realm.rules().decide(identity);
    if (decision instanceof Decision.Alias alias) {
      Require.that(
          identity.account().kind() == AccountKind.EXTERNAL, "an alias is for an external account");
      for (EmailAddress address : AliasNaming.candidates(alias.request(), DIGEST)) {
        TemplateFuzz.requireAlias(address);
        Require.that(
            realm.domains().alias().contains(address.domain()), "an alias is on an alias domain");
      }
    } else if (decision instanceof Decision.PassThrough kept) {
      Require.that(
          identity.account().kind() == AccountKind.INTERNAL, "an address is kept by employees");
      Require.that(
          realm.domains().passThrough().contains(kept.address().domain()),
          "a kept address is on a pass-through domain");
    } else {
      Decision.Refuse refused = (Decision.Refuse) decision;
      throw new RefusalException(refused.code(), "the rules refuse");
    }
  }
}
