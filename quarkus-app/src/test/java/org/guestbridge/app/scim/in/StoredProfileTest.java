package org.guestbridge.app.scim.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;

class StoredProfileTest {

  private static final String USER =
      """
      {"userName":"ann@example.com","emails":[{"type":"work","value":"a.b@example.com"}]}""";

  private final StoredProfile reader = new StoredProfile();

  @Test
  void readWhenInternalThenTheUserNameIsTheUpnAndElseNot() throws Exception {
    Profile internal = reader.read(USER, AccountKind.INTERNAL);

    assertThat(internal.upn()).isEqualTo(EmailAddress.parse("ann@example.com"));
    assertThat(internal.mail()).isEqualTo(EmailAddress.parse("a.b@example.com"));
    assertThat(reader.read(USER, AccountKind.EXTERNAL).upn()).isEmpty();
    assertThat(reader.read(USER, AccountKind.UNKNOWN).upn()).isEmpty();
  }

  @Test
  void readWhenTheDocumentIsNoUserThenRefused() {
    assertThatThrownBy(() -> reader.read("[", AccountKind.INTERNAL))
        .isInstanceOf(RefusalException.class);
  }
}
