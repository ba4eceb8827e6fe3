package org.guestbridge.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminAction;
import org.guestbridge.app.admin.AdminEndpoint;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.app.admin.AliasDetail;
import org.guestbridge.app.admin.AliasPage;
import org.guestbridge.app.admin.AuditPage;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.DeliveryOperations;
import org.guestbridge.app.admin.DeliveryOrder;
import org.guestbridge.app.admin.DeliveryPage;
import org.guestbridge.app.admin.DeliveryView;
import org.guestbridge.app.admin.DirectoryList;
import org.guestbridge.app.admin.EpochOperations;
import org.guestbridge.app.admin.ExplanationView;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.app.admin.MailOrder;
import org.guestbridge.app.admin.MailRoutePage;
import org.guestbridge.app.admin.MailRouteView;
import org.guestbridge.app.admin.PlanOperations;
import org.guestbridge.app.admin.PreviewOperations;
import org.guestbridge.app.admin.ProblemView;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** Asks a running broker over loopback, past any proxy and following no redirect. */
final class HttpAdminOperations implements AdminOperations {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final AdminToken token;
  private final URI base;
  private final String realm;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  HttpAdminOperations(AdminEndpoint endpoint, AdminToken token, Optional<RealmId> named) {
    this.token = token;
    this.realm = named.map(id -> "realm=" + id.value()).orElse("");
    this.base = URI.create("http://127.0.0.1:" + endpoint.port() + "/admin/v1/");
  }

  @Override
  public AliasPage aliases(Optional<UUID> after, int limit) throws RefusalException {
    String from = after.map(id -> "&after=" + id).orElse("");
    return get(ofRealm("aliases?limit=" + limit + from), AliasPage.class);
  }

  @Override
  public AliasPage aliasesHolding(EmailAddress address) throws RefusalException {
    String encoded = URLEncoder.encode(address.value(), StandardCharsets.UTF_8);
    return get(ofRealm("aliases?address=" + encoded), AliasPage.class);
  }

  @Override
  public AliasDetail alias(UUID id) throws RefusalException {
    return get(ofRealm("aliases/" + id), AliasDetail.class);
  }

  @Override
  public AliasDetail change(UUID id, AdminAction action, Actor actor) throws RefusalException {
    HttpRequest.Builder request =
        request(ofRealm("aliases/" + id + "/" + action.text()))
            .header("Guestbridge-Actor", actor.name())
            .POST(BodyPublishers.noBody());
    return send(request, AliasDetail.class);
  }

  @Override
  public AuditPage audit(long after, int limit) throws RefusalException {
    return get(ofRealm("audit?after=" + after + "&limit=" + limit), AuditPage.class);
  }

  @Override
  public BrokerStatus status() throws RefusalException {
    return get("status", BrokerStatus.class);
  }

  @Override
  public DeliveryOperations deliveries() {
    return new HttpDeliveries();
  }

  @Override
  public PlanOperations plans() {
    return new HttpPlans(this);
  }

  @Override
  public MailOperations mail() {
    return new HttpMail();
  }

  @Override
  public PullList pulls(Optional<String> channel) throws RefusalException {
    return get(ofRealm("pulls" + ofChannel(channel)), PullList.class);
  }

  @Override
  public PullList pull(Optional<String> channel, boolean full) throws RefusalException {
    String path = "pulls/" + (full ? "full" : "now") + ofChannel(channel);
    return send(request(ofRealm(path)).POST(BodyPublishers.noBody()), PullList.class);
  }

  @Override
  public PullList withdraw(String channel, PullLoss withheld, Actor actor) throws RefusalException {
    String counts =
        "&guests="
            + withheld.guests()
            + "&employees="
            + withheld.employees()
            + "&members="
            + withheld.members();
    HttpRequest.Builder request =
        request(ofRealm("withdrawals" + ofChannel(Optional.of(channel)) + counts))
            .header("Guestbridge-Actor", actor.name())
            .POST(BodyPublishers.noBody());
    return send(request, PullList.class);
  }

  private static String ofChannel(Optional<String> channel) {
    return channel
        .map(name -> "?channel=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
        .orElse("");
  }

  @Override
  public ExplanationView explain(Map<String, Object> claims) throws RefusalException {
    HttpRequest.Builder request =
        request(ofRealm("explain"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(AdminJson.write(claims)));
    return send(request, ExplanationView.class);
  }

  @Override
  public EpochOperations epochs() {
    return new HttpEpochs(this);
  }

  @Override
  public PreviewOperations previews() {
    return new HttpPreviews(this);
  }

  @Override
  public ReconciliationOperations reconciliations() {
    return new HttpReconciliations(this);
  }

  /** The same broker, asked about deliveries. */
  private final class HttpDeliveries implements DeliveryOperations {

    @Override
    public DirectoryList status(Optional<String> directory) throws RefusalException {
      String which = directory.map(name -> "?directory=" + encoded(name)).orElse("");
      return get(ofRealm("deliveries" + which), DirectoryList.class);
    }

    @Override
    public DeliveryPage setAside(
        String directory, DeliveryKind kind, Optional<String> after, int limit)
        throws RefusalException {
      String from = after.map(item -> "&after=" + encoded(item)).orElse("");
      return get(
          ofRealm("deliveries/set-aside" + which(directory, kind) + "&limit=" + limit + from),
          DeliveryPage.class);
    }

    @Override
    public DeliveryView order(
        DeliveryOrder order, DeliveryKey key, Optional<String> remoteId, Actor actor)
        throws RefusalException {
      String adopted = remoteId.map(id -> "&remoteId=" + encoded(id)).orElse("");
      String item = "&item=" + encoded(key.item());
      String path = "deliveries/" + order.text() + which(key.directory(), key.kind());
      HttpRequest.Builder request =
          request(ofRealm(path + item + adopted))
              .header("Guestbridge-Actor", actor.name())
              .POST(BodyPublishers.noBody());
      return send(request, DeliveryView.class);
    }

    private String which(String directory, DeliveryKind kind) {
      return "?directory=" + encoded(directory) + "&kind=" + kind.name().toLowerCase(Locale.ROOT);
    }

    private String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /** The same broker, asked about mail. */
  private final class HttpMail implements MailOperations {

    @Override
    public MailRoutePage routes(Optional<UUID> after, int limit) throws RefusalException {
      String from = after.map(id -> "&after=" + id).orElse("");
      return get(ofRealm("mail-routes?limit=" + limit + from), MailRoutePage.class);
    }

    @Override
    public MailRouteView order(
        MailOrder order, UUID id, Optional<EmailAddress> mailbox, Actor actor)
        throws RefusalException {
      HttpRequest.Builder request =
          request(ofRealm("mail-routes/" + id + "/" + order.text()))
              .header("Guestbridge-Actor", actor.name())
              .POST(
                  mailbox
                      .map(to -> AdminJson.write(Map.of("mailbox", to.value())))
                      .map(BodyPublishers::ofString)
                      .orElseGet(BodyPublishers::noBody));
      return send(request, MailRouteView.class);
    }
  }

  String ofRealm(String path) {
    if (realm.isEmpty()) {
      return path;
    }
    return path + (path.contains("?") ? "&" : "?") + realm;
  }

  <T> T get(String path, Class<T> type) throws RefusalException {
    return send(request(path).GET(), type);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", token.authorization());
  }

  <T> T send(HttpRequest.Builder request, Class<T> type) throws RefusalException {
    HttpResponse<String> response = exchange(request.build());
    if (response.statusCode() == 200) {
      return AdminJson.read(response.body(), type);
    }
    throw refusal(response.body());
  }

  private HttpResponse<String> exchange(HttpRequest request) throws RefusalException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RefusalException(Code.BROKER_UNREACHABLE, "The broker did not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusalException(Code.BROKER_UNREACHABLE, "The command was interrupted.", e);
    }
  }

  private static RefusalException refusal(String body) {
    try {
      ProblemView problem = AdminJson.read(body, ProblemView.class);
      return new RefusalException(
          Code.valueOf(problem.code().toUpperCase(Locale.ROOT)), problem.detail());
    } catch (RefusalException | IllegalArgumentException | NullPointerException e) {
      return new RefusalException(
          Code.BROKER_UNREACHABLE, "Something that is not this broker answered.", e);
    }
  }
}
