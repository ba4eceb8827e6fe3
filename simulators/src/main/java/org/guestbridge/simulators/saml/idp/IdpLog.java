package org.guestbridge.simulators.saml.idp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came and what was sent, for tests alone: it holds whole messages about people. */
public final class IdpLog {
  private static final int MAXIMUM = 100;

  private final List<String> requests = new ArrayList<>();
  private final List<String> responses = new ArrayList<>();
  private final List<String> logoutMessages = new ArrayList<>();
  private final Map<String, IdpSession> sessions = new LinkedHashMap<>();

  /** The newest session of one service provider. */
  record IdpSession(IssuedName name, String sessionIndex) {}

  IdpLog() {}

  /** The XML of the newest authentication requests, oldest first. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** The XML of the newest responses, oldest first. */
  public synchronized List<String> responses() {
    return List.copyOf(responses);
  }

  /** The XML of the newest logout requests and responses that arrived, oldest first. */
  public synchronized List<String> logoutMessages() {
    return List.copyOf(logoutMessages);
  }

  public synchronized void clear() {
    requests.clear();
    responses.clear();
    logoutMessages.clear();
    sessions.clear();
  }

  synchronized void request(String xml) {
    add(requests, xml);
  }

  synchronized void response(String xml) {
    add(responses, xml);
  }

  synchronized void logoutMessage(String xml) {
    add(logoutMessages, xml);
  }

  synchronized void session(String serviceProvider, IssuedName name, String sessionIndex) {
    sessions.put(serviceProvider, new IdpSession(name, sessionIndex));
  }

  synchronized Optional<IdpSession> session(String serviceProvider) {
    return Optional.ofNullable(sessions.get(serviceProvider));
  }

  synchronized Optional<String> lastResponse() {
    return responses.isEmpty()
        ? Optional.empty()
        : Optional.of(responses.get(responses.size() - 1));
  }

  private static void add(List<String> list, String xml) {
    list.add(xml);
    if (list.size() > MAXIMUM) {
      list.remove(0);
    }
  }
}
