package org.guestbridge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.edge.RunningBroker;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;

/** The templates need the running application, which compiles them. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class PagesTest {

  private static final String PROBE = "\"'><svg onload=alert(1)>&amp;{code}";
  private static final String ESCAPED = "&quot;&#39;&gt;&lt;svg onload=alert(1)&gt;&amp;amp;{code}";
  private static final List<String> TARGETS = List.of("https://a.example", "https://b.example");

  @Test
  void everyValueOfTheFormIsEscaped() {
    Pages.Page page = Pages.postForm(Locale.ENGLISH, PROBE, PROBE, PROBE, TARGETS);
    assertThat(page.html())
        .contains(
            "action=\"" + ESCAPED + "\"",
            "name=\"SAMLResponse\" value=\"" + ESCAPED + "\"",
            "name=\"RelayState\" value=\"" + ESCAPED + "\"")
        .doesNotContain("<svg");
  }

  @Test
  void everyValueOfARefusalIsEscaped() {
    Pages.Page page = Pages.refusal(Locale.ENGLISH, Code.RULE_REFUSED, PROBE, PROBE);
    assertThat(page.html())
        .contains("<p class=\"message\">" + ESCAPED, "id=\"reference\">" + ESCAPED)
        .contains("<code id=\"code\">rule_refused</code>")
        .doesNotContain("<svg");
    assertThat(page.status()).isEqualTo(403);
  }

  @Test
  void absentValuesLeaveNoTrace() {
    assertThat(Pages.postForm(Locale.ENGLISH, "https://a.example/", "x", null, TARGETS).html())
        .doesNotContain("RelayState");
    assertThat(Pages.postForm(Locale.ENGLISH, "https://a.example/", "x", "", TARGETS).html())
        .contains("name=\"RelayState\" value=\"\"");
    assertThat(Pages.refusal(Locale.ENGLISH, Code.RULE_REFUSED, null, "x").html())
        .doesNotContain("class=\"message\"");
  }

  @Test
  void policyAllowsExactlyWhatThePageHolds() throws Exception {
    Pages.Page form = Pages.postForm(Locale.ENGLISH, "https://a.example/", "x", null, TARGETS);
    assertThat(form.contentSecurityPolicy())
        .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
        .contains("script-src " + source(inline("script", form.html())))
        .contains("style-src " + source(inline("style", form.html())))
        .endsWith("; form-action https://a.example https://b.example");
    Pages.Page refusal = Pages.refusal(Locale.GERMAN, Code.NOT_FOUND, null, "x");
    assertThat(refusal.contentSecurityPolicy())
        .contains("style-src " + source(inline("style", refusal.html())))
        .endsWith("; form-action 'none'")
        .doesNotContain("script-src");
    assertThat(refusal.html()).doesNotContain("<script").contains("<html lang=\"de\">");
  }

  private static String inline(String element, String html) {
    Matcher matcher =
        Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(html);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String source(String inline) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
