package org.guestbridge.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.alias.AliasNaming;
import org.guestbridge.core.alias.ReservedLocalParts;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/**
 * The first line is a template, the rest a person's names. What comes out is bounded, and every
 * address made of it is an alias.
 */
final class TemplateFuzz implements FuzzTarget {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final DomainName DOMAIN = new DomainName("guests.example.com");
  private static final byte[] DIGEST = new byte[AliasNaming.MIN_DIGEST_LENGTH];

  @Override
  public List<byte[]> seeds() {
    return Require.seeds(
        "{mail.local}_{mail.domain}\nJoe Doe",
        "{displayName.first.slug}-{displayName.last.lower}\nJörg Müller (Partner)",
        "{claim:department.upper.hash8}\nSales\u0130",
        "a{{b}}c{upn}\nx",
        "{signInName.local}{idp}{homeTenant}{account}\nadmin",
        "{displayName}\n\ud83d\ude00 \ufb03 \u1e9e ...",
        "{surname.nothing}\nx",
        "{mail",
        "}");
  }

  @Override
  public void read(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    String source = line < 0 ? text : text.substring(0, line);
    Template.Compilation compilation = Template.compile(source);
    if (compilation instanceof Template.Faulty faulty) {
      Require.that(!faulty.problems().isEmpty(), "a faulty template has a problem");
      throw new RefusalException(Code.REALM_VALUE_INVALID, faulty.problems().get(0));
    }
    Template template = ((Template.Compiled) compilation).template();
    Require.that(source.equals(template.source()), "a template keeps its source");
    Optional<String> result = template.evaluate(person(line < 0 ? "" : text.substring(line + 1)));
    if (result.isPresent()) {
      Require.that(result.get().length() <= Template.MAX_RESULT_LENGTH, "a result is bounded");
      requireAliases(result.get());
    }
  }

  /** Whatever is wished for, what is offered is an alias. */
  static void requireAliases(String wished) {
    for (OnCollision onCollision : OnCollision.values()) {
      List<EmailAddress> offered =
          AliasNaming.candidates(new AliasRequest(wished, DOMAIN, onCollision), DIGEST);
      Require.that(offered.size() <= 3, "at most three addresses are offered");
      Require.that(Set.copyOf(offered).size() == offered.size(), "all of them different");
      Require.that(
          onCollision != OnCollision.SUFFIX || offered.size() >= 2, "suffixes are always offered");
      offered.forEach(TemplateFuzz::requireAlias);
    }
  }

  static void requireAlias(EmailAddress address) {
    String local = address.local();
    Require.that(address.isAliasSafe(), "an alias keeps to its alphabet");
    Require.that(
        local.length() <= EmailAddress.MAX_LOCAL_LENGTH && !local.isEmpty(), "its local part fits");
    Require.that(address.value().length() <= EmailAddress.MAX_LENGTH, "an alias fits");
    Require.that(!ReservedLocalParts.contains(local), "an alias is not a reserved local part");
    Require.that(
        EmailAddress.parse(address.value()).equals(Optional.of(address)), "an alias parses");
    char last = local.charAt(local.length() - 1);
    Require.that(
        ".-_".indexOf(local.charAt(0)) < 0 && ".-_".indexOf(last) < 0, "no separator at its ends");
  }

  private static VerifiedIdentity person(String names) {
    Optional<EmailAddress> mail =
        EmailAddress.parse(names).or(() -> EmailAddress.parse("joe@partner.example"));
    String issuer = "https://login.microsoftonline.com/" + TENANT + "/v2.0";
    AccountEvidence account =
        new AccountEvidence.Entra(
            TENANT, issuer, Optional.of("mail"), OptionalInt.of(1), false, true);
    Profile profile =
        new Profile(
            mail,
            false,
            Optional.of(names),
            mail,
            List.of(),
            Optional.of(names),
            Optional.of(names),
            Optional.of(names),
            PersonGroups.of(Set.of(), true),
            Set.of(),
            Map.of("department", List.of(names), "many", List.of(names, "x")));
    return VerifiedIdentity.attested(
        new Evidence.Supposed("entra", account),
        new UpstreamSubject.Entra(TENANT, UUID.fromString("00000000-0000-4000-8000-000000000001")),
        profile);
  }
}
