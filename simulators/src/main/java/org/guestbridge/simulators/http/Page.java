package org.guestbridge.simulators.http;

import java.util.List;
import java.util.Map;

/** A plain HTML page that needs no script. Every text is escaped here, nowhere else. */
public final class Page {
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#172b4d}
      main{max-width:60rem;margin:2rem auto;padding:1.5rem 2rem;background:#fff;border-radius:8px;
      box-shadow:0 1px 4px #0003}h1{margin-top:0;font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.6rem}
      button,.button{font:inherit;padding:.5rem .9rem;margin:.2rem 0;border:1px solid #0c66e4;
      border-radius:4px;background:#fff;color:#0c66e4;cursor:pointer;text-align:left;
      text-decoration:none;display:inline-block}button:hover,.button:hover{background:#e9f2ff}
      form.list button{display:block;width:100%}input,textarea{font:inherit;padding:.4rem;
      width:100%;box-sizing:border-box;margin:.2rem 0 .8rem;border:1px solid #8993a5;border-radius:4px}
      table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;
      padding:.3rem .5rem;border-bottom:1px solid #dfe1e6;vertical-align:top;word-break:break-word}
      small{color:#626f86}
      """;

  private final String title;
  private final StringBuilder content = new StringBuilder();

  private Page(String title) {
    this.title = title;
  }

  public static Page of(String title) {
    return new Page(title);
  }

  public Page heading(String text) {
    content.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  public Page paragraph(String text) {
    content.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  public Page link(String href, String text) {
    content
        .append("<p><a class=\"button\" href=\"")
        .append(escape(href))
        .append("\">")
        .append(escape(text))
        .append("</a></p>\n");
    return this;
  }

  /** Loads addresses in frames that nobody sees, as front-channel logout does. */
  public Page frames(List<String> addresses) {
    addresses.forEach(
        address ->
            content
                .append("<iframe hidden src=\"")
                .append(escape(address))
                .append("\"></iframe>\n"));
    return this;
  }

  public Page table(List<String> head, List<List<String>> rows) {
    content.append("<table><thead><tr>");
    head.forEach(cell -> content.append("<th>").append(escape(cell)).append("</th>"));
    content.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      content.append("<tr>");
      row.forEach(cell -> content.append("<td>").append(escape(cell)).append("</td>"));
      content.append("</tr>\n");
    }
    content.append("</tbody></table>\n");
    return this;
  }

  /** Opens a form; {@code hidden} parameters go with every button in it. */
  public Page openForm(String method, String action, Map<String, String> hidden) {
    content
        .append("<form class=\"list\" method=\"")
        .append(escape(method))
        .append("\" action=\"")
        .append(escape(action))
        .append("\">\n");
    hidden.forEach(
        (name, value) ->
            content
                .append("<input type=\"hidden\" name=\"")
                .append(escape(name))
                .append("\" value=\"")
                .append(escape(value))
                .append("\">\n"));
    return this;
  }

  public Page field(String name, String label) {
    content
        .append("<label>")
        .append(escape(label))
        .append("<input name=\"")
        .append(escape(name))
        .append("\"></label>\n");
    return this;
  }

  public Page textArea(String name, String label) {
    content
        .append("<label>")
        .append(escape(label))
        .append("<textarea rows=\"6\" name=\"")
        .append(escape(name))
        .append("\"></textarea></label>\n");
    return this;
  }

  /** A button that sends {@code name=value} with its form. */
  public Page choice(String name, String value, String label, String remark) {
    content
        .append("<button name=\"")
        .append(escape(name))
        .append("\" value=\"")
        .append(escape(value))
        .append("\">")
        .append(escape(label))
        .append(" <small>")
        .append(escape(remark))
        .append("</small></button>\n");
    return this;
  }

  public Page submit(String label) {
    content.append("<button>").append(escape(label)).append("</button>\n");
    return this;
  }

  /** Closes a form that a browser with scripts sends by itself and any other by a button. */
  public Page closeFormAndSubmit(String label) {
    content
        .append("<noscript><button>")
        .append(escape(label))
        .append("</button></noscript>\n</form>\n<script>document.forms[0].submit()</script>\n");
    return this;
  }

  public Page closeForm() {
    content.append("</form>\n");
    return this;
  }

  public String render() {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escape(title)
        + "</title><meta name=\"viewport\" content=\"width=device-width\"><style>"
        + STYLE
        + "</style></head><body><main><h1>"
        + escape(title)
        + "</h1>\n"
        + content
        + "</main></body></html>\n";
  }

  /** Escapes text for HTML content and for quoted attribute values. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
