package org.guestbridge.simulators.entra;

/** An application permission of Microsoft Graph that an administrator consented to. */
public enum GraphPermission {
  /** Users, and their changes. */
  USER_READ_ALL("User.Read.All"),
  /** Groups with their members, and the groups of a user. */
  GROUP_MEMBER_READ_ALL("GroupMember.Read.All"),
  /** Who is assigned to an application. */
  APPLICATION_READ_ALL("Application.Read.All"),
  /** Invitations of guests, and the reset of their redemption. */
  USER_INVITE_ALL("User.Invite.All");

  private final String text;

  GraphPermission(String text) {
    this.text = text;
  }

  /** The permission's name at Microsoft. */
  public String text() {
    return text;
  }
}
