package org.guestbridge.app.upstream.oidc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** An authorization response, by both modes: a state, and either a code or an error. */
public final class CallbackFuzz implements FuzzTarget {

  @Override
  public List<byte[]> seeds() {
    return Require.seeds(
        "state=67404f20AAAAAAAAAAAAAAAAAAAAAA&code=0.AXYA&session_state=1&iss=https%3A%2F%2Fa",
        "error=access_denied&error_description=AADSTS65004%3A+declined&state=x",
        "state=x",
        "code=a&error=b&state=x",
        "state=x&state=y&code=a",
        "state=x&code=a&id_token=b",
        "state=%zz&code=a",
        "state=%C3%A9&code=a",
        "&&=&a&state=x&code=%00",
        "");
  }

  @Override
  public void read(byte[] input) throws Exception {
    String raw = new String(input, StandardCharsets.UTF_8);
    CallbackParameters query;
    try {
      query = CallbackParameters.ofQuery(raw);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.CALLBACK_INVALID);
    }
    CallbackParameters form = CallbackParameters.ofForm(raw);
    Require.that(
        query.state().equals(form.state()) && query.code().equals(form.code()),
        "query and form are read alike");
    Require.that(isVisible(query.state(), BeginLogin.MAX_STATE_LENGTH), "the state is bounded");
    Require.that(query.code().isPresent() != query.error().isPresent(), "a code or an error");
    query
        .code()
        .ifPresent(
            code ->
                Require.that(
                    isVisible(code, CallbackParameters.MAX_CODE_LENGTH), "the code is bounded"));
    Require.that(query.toString().equals("[callback]"), "nothing of it is shown");
  }

  private static boolean isVisible(String text, int maximum) {
    return !text.isEmpty()
        && text.length() <= maximum
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
