package org.guestbridge.app.http;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.guestbridge.core.problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The pages a person may see: the form that carries the response to the application, a refusal, and
 * those that ask or tell something. Every value is escaped by the template; the only script and the
 * only style are constants whose digests stand in the Content-Security-Policy (CSP Level 3 section
 * 2.3.1).
 */
final class Pages {

  private static final String SCRIPT = "document.forms[0].submit()";
  private static final String STYLE =
      "body{font:16px/1.5"
          + " system-ui,sans-serif;color:#172b4d;background:#f4f5f7;margin:0}main{max-width:34rem;margin:12vh"
          + " auto;padding:2rem;background:#fff;border-radius:8px}h1{font-size:1.4rem;margin-top:0}button{font:inherit;padding:.5rem"
          + " 1.5rem;border:0;"
          + "border-radius:4px;background:#0c66e4;color:#fff;cursor:pointer}.message{padding:.75rem"
          + " 1rem;background:#deebff;border-radius:4px}"
          + "dl{color:#5e6c84;font-size:.9rem;margin-bottom:0}dt{float:left;clear:left}"
          + "dd{margin-left:6.5rem;overflow-wrap:anywhere}ul{list-style:none;padding:0}li{margin:.75rem"
          + " 0}.choice{display:block;padding:.75rem 1rem;border:1px solid"
          + " #8590a2;border-radius:4px;color:#0c66e4;overflow-wrap:anywhere}"
          + ".choice:focus,.choice:hover{background:#e9f2ff}.address{font-weight:600;"
          + "overflow-wrap:anywhere}";
  private static final String STYLE_SOURCE = "style-src " + source(STYLE);
  private static final String BASE_POLICY =
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; " + STYLE_SOURCE;

  private Pages() {}

  @CheckedTemplate(basePath = "Pages")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance postForm(
        String language,
        Map<String, String> text,
        String style,
        String script,
        String action,
        String samlResponse,
        @Nullable String relayState);

    static native TemplateInstance links(
        String language,
        Map<String, String> text,
        String style,
        List<Link> links,
        @Nullable String help);

    static native TemplateInstance introduction(
        String language,
        Map<String, String> text,
        String style,
        Introduction introduction,
        String action,
        String samlResponse,
        @Nullable String relayState);

    static native TemplateInstance statement(
        String language, Map<String, String> text, String style, @Nullable String help);

    static native TemplateInstance refusal(
        String language,
        Map<String, String> text,
        String style,
        @Nullable String ruleMessage,
        String code,
        String correlationId);
  }

  /** A rendered page and the policy it is served under. */
  record Page(int status, String html, String contentSecurityPolicy) {

    Page withStatus(int other) {
      return new Page(other, html, contentSecurityPolicy);
    }
  }

  /**
   * The form that posts a SAML response, by script or by its button.
   *
   * @param formTargets origins that the POST and its redirects may reach; browsers apply {@code
   *     form-action} to redirects too
   */
  static Page postForm(
      Locale locale,
      String action,
      String samlResponse,
      @Nullable String relayState,
      List<String> formTargets) {
    return form("post", locale, action, samlResponse, relayState, formTargets);
  }

  /** The form that posts an answer to a logout request; as {@link #postForm}. */
  static Page logoutForm(
      Locale locale,
      String action,
      String samlResponse,
      @Nullable String relayState,
      List<String> formTargets) {
    return form("logout", locale, action, samlResponse, relayState, formTargets);
  }

  /** The page for a browser that ends up here after a logout. */
  static Page loggedOut(Locale locale) {
    return statement(locale, "logged_out", null);
  }

  private static Page form(
      String textKey,
      Locale locale,
      String action,
      String samlResponse,
      @Nullable String relayState,
      List<String> formTargets) {
    ResourceBundle texts = texts(locale);
    Map<String, String> text =
        Map.of(
            "title", texts.getString(textKey + ".title"),
            "body", texts.getString(textKey + ".body"),
            "button", texts.getString("post.button"));
    String html =
        Templates.postForm(
                locale.getLanguage(), text, STYLE, SCRIPT, action, samlResponse, relayState)
            .render();
    String policy =
        BASE_POLICY
            + "; script-src "
            + source(SCRIPT)
            + "; form-action "
            + String.join(" ", formTargets);
    return new Page(200, html, policy);
  }

  /**
   * A link on a page.
   *
   * @param label what a person reads
   * @param href where it leads, a path of the broker's own
   */
  record Link(String label, String href) {}

  /**
   * Who a person is at an application.
   *
   * @param application its name in the realm file
   * @param address as whom it knows them
   * @param start where to begin anew, a path of the broker's own
   */
  record Introduction(String application, String address, String start) {

    /** Redacted. */
    @Override
    public String toString() {
      return "[introduction]";
    }
  }

  /**
   * The page that asks where a person belongs; links, so that it works without scripts.
   *
   * @param help the realm's own sentence; null for none
   */
  static Page choice(Locale locale, @Nullable String help, List<Link> links) {
    return links(locale, "choice", help, links);
  }

  /**
   * The page that lists the applications that a person may begin with.
   *
   * @param help the realm's own sentence; null for none
   */
  static Page start(Locale locale, @Nullable String help, List<Link> links) {
    return links(locale, "start", help, links);
  }

  private static Page links(
      Locale locale, String textKey, @Nullable String help, List<Link> links) {
    String html =
        Templates.links(locale.getLanguage(), text(locale, textKey), STYLE, links, help).render();
    return new Page(200, html, BASE_POLICY + "; form-action 'none'");
  }

  /**
   * The page that says who a person is at the application, with the form that takes them there when
   * they wish. It posts nothing by itself.
   *
   * @param formTargets as for {@link #postForm}
   */
  static Page introduction(
      Locale locale,
      Introduction introduction,
      String action,
      String samlResponse,
      @Nullable String relayState,
      List<String> formTargets) {
    ResourceBundle texts = texts(locale);
    Map<String, String> text =
        Map.of(
            "title", texts.getString("introduction.title"),
            "body", texts.getString("introduction.body"),
            "application", texts.getString("introduction.application"),
            "address", texts.getString("introduction.address"),
            "limit", texts.getString("introduction.limit"),
            "again", texts.getString("introduction.again"),
            "button", texts.getString("post.button"));
    String html =
        Templates.introduction(
                locale.getLanguage(), text, STYLE, introduction, action, samlResponse, relayState)
            .render();
    return new Page(200, html, BASE_POLICY + "; form-action " + String.join(" ", formTargets));
  }

  /**
   * The page that says what signing out ends here, and what it does not.
   *
   * @param help the realm's own sentence; null for none
   */
  static Page signedOut(Locale locale, @Nullable String help) {
    return statement(locale, "signed_out", help);
  }

  private static Page statement(Locale locale, String textKey, @Nullable String help) {
    String html =
        Templates.statement(locale.getLanguage(), text(locale, textKey), STYLE, help).render();
    return new Page(200, html, BASE_POLICY + "; form-action 'none'");
  }

  private static Map<String, String> text(Locale locale, String textKey) {
    ResourceBundle texts = texts(locale);
    return Map.of(
        "title", texts.getString(textKey + ".title"), "body", texts.getString(textKey + ".body"));
  }

  /** {@link #refusal} with the built-in help text. */
  static Page refusal(
      Locale locale, Code code, @Nullable String ruleMessage, String correlationId) {
    return refusal(locale, code, ruleMessage, null, correlationId);
  }

  /**
   * The page that says why nothing came of it, without saying more than a person needs.
   *
   * @param help the realm's sentence on where to turn; null for the built-in one
   */
  static Page refusal(
      Locale locale,
      Code code,
      @Nullable String ruleMessage,
      @Nullable String help,
      String correlationId) {
    ResourceBundle texts = texts(locale);
    Answer answer = Answer.to(code);
    Map<String, String> text =
        Map.of(
            "title", texts.getString(answer.textKey() + ".title"),
            "body", texts.getString(answer.textKey() + ".body"),
            "help", help == null ? texts.getString("refusal.help") : help,
            "codeLabel", texts.getString("refusal.code"),
            "referenceLabel", texts.getString("refusal.reference"));
    String html =
        Templates.refusal(
                locale.getLanguage(), text, STYLE, ruleMessage, code.text(), correlationId)
            .render();
    return new Page(answer.status(), html, BASE_POLICY + "; form-action 'none'");
  }

  private static ResourceBundle texts(Locale locale) {
    return ResourceBundle.getBundle(
        "org.guestbridge.app.http.messages",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static String source(String inline) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
