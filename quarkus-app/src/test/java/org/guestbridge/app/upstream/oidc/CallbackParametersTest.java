package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.Upstream.ResponseMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackParametersTest {

  @Test
  void ofQueryWhenCodeThenCodeAndState() throws Exception {
    CallbackParameters callback = CallbackParameters.ofQuery("code=a%2Eb&state=s&session_state=x");

    assertThat(callback.mode()).isEqualTo(ResponseMode.QUERY);
    assertThat(callback.code()).contains("a.b");
    assertThat(callback.state()).isEqualTo("s");
    assertThat(callback.error()).isEmpty();
    assertThat(callback).hasToString("[callback]");
  }

  @Test
  void ofFormThenFormPost() throws Exception {
    assertThat(CallbackParameters.ofForm("code=a&state=s").mode())
        .isEqualTo(ResponseMode.FORM_POST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=a",
        "state=s",
        "code=&state=s",
        "code=a&state=",
        "code=a&code=a&state=s",
        "code=a&code=b&state=s",
        "code=a&state=s&state=s",
        "code=a&c%6fde=a&state=s",
        "code=a&error=access_denied&state=s",
        "code=a&state=s&id_token=x",
        "code=a&state=s&access_token=x",
        "code=a&state=s&response=x",
        "code=a&state=s&extra=1&extra=2",
        "code=a%0d%0ab&state=s",
        "code=a&state=%zz",
        "code=%&state=s",
        "code=%C3%A9&state=s",
        "code=a&state=s&iss="
      })
  void ofQueryWhenMalformedThenCallbackInvalid(String query) throws Exception {
    assertThat(refusalOf(() -> CallbackParameters.ofQuery(query))).isEqualTo(Code.CALLBACK_INVALID);
  }

  @Test
  void ofQueryWhenAtALimitThenAcceptedAndOneMoreRefused() throws Exception {
    String code = "a".repeat(CallbackParameters.MAX_CODE_LENGTH);
    String state = "s".repeat(BeginLogin.MAX_STATE_LENGTH);
    String head = "code=a&state=s&x=";
    String padding = "p".repeat(CallbackParameters.MAX_LENGTH - head.length());

    assertThat(CallbackParameters.ofQuery("code=" + code + "&state=" + state).state())
        .isEqualTo(state);
    assertThat(CallbackParameters.ofQuery(head + padding).state()).isEqualTo("s");
    for (String oversized :
        new String[] {
          "code=a" + code + "&state=s", "code=a&state=s" + state, head + padding + "p"
        }) {
      assertThat(refusalOf(() -> CallbackParameters.ofQuery(oversized)))
          .isEqualTo(Code.CALLBACK_INVALID);
    }
    assertThat(refusalOf(() -> CallbackParameters.ofQuery("code=a&state=s" + "&".repeat(30))))
        .isEqualTo(Code.CALLBACK_INVALID);
  }

  @Test
  void errorWhenDescriptionNamesAPersonThenOnlyTheNumberIsKept() throws Exception {
    CallbackParameters callback =
        CallbackParameters.ofQuery(
            "error=access_denied&state=s"
                + "&error_description=AADSTS50105%3A+jane.doe%40partner.example+is+not+assigned");

    assertThat(callback.error().orElseThrow().sentence())
        .isEqualTo("the upstream answered access_denied (AADSTS50105)");
  }

  @Test
  void errorWhenNameIsNotRegisteredThenNotEchoed() throws Exception {
    CallbackParameters callback =
        CallbackParameters.ofQuery("error=%3Cscript%3E&state=s&error_description=x+AADSTS50105");

    assertThat(callback.error().orElseThrow().sentence())
        .isEqualTo("the upstream answered another error");
  }
}
