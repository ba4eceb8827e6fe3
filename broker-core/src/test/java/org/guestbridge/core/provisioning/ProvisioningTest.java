package org.guestbridge.core.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

  @Test
  void versionWhenWhatKindsAreKnownByIsAnotherThenAnother() {
    KindSource.EntryReader reader = document -> new DirectoryEvidence.NoEntry();
    Stream<KindSource> sources =
        Stream.of(
            new KindSource.Declared(AccountKind.EXTERNAL),
            new KindSource.Declared(AccountKind.INTERNAL),
            new KindSource.Entries("one", List.of(), reader),
            new KindSource.Entries("two", List.of(), reader),
            new KindSource.Entries("one", List.of("a.example"), reader),
            new KindSource.Entries("one", List.of("b.example"), reader));

    assertThat(sources.map(ProvisioningTest::version)).doesNotHaveDuplicates();
    KindSource entries = new KindSource.Entries("one", List.of("a.example"), reader);
    assertThat(version(entries))
        .isEqualTo(version(new KindSource.Entries("one", List.of("a.example"), reader)))
        .isNotEqualTo(version(entries, false));
  }

  private static String version(KindSource kinds) {
    return version(kinds, true);
  }

  private static String version(KindSource kinds, boolean provisions) {
    Channel channel =
        new Channel(
            "tenant",
            "entra",
            UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81"),
            kinds,
            (document, kind) -> {
              throw new RefusalException(Code.PERSON_UNREADABLE, "nobody is read");
            },
            provisions);
    return new Provisioning(List.of(channel), List.of(), MailRouting.ELSEWHERE).version("rules");
  }
}
