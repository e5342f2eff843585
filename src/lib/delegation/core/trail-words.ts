/** What was done to a link and with it, for its owner. Visitors' words come through as data. */
export interface TrailEntry {
  readonly action: string;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly name: string | null;
  readonly email: string | null;
}

const words: Readonly<Record<string, string>> = {
  "link.create": "Made",
  "link.update": "Changed",
  "link.pause": "Paused",
  "link.resume": "Works again",
  "link.revoke": "Revoked",
  "link.renew-address": "Got a new address",
  "link.hold": "A visitor kept a time for a few minutes",
  "link.book": "Booked",
  "link.approve": "Approved a booking",
  "link.decline": "Declined a booking",
  "link.move": "Moved a booking",
  "link.cancel": "Cancelled a booking",
  "link.follow": "A booking followed the calendar",
  "link.propose": "Proposed a time",
  "link.counter": "Answered a proposed time with another one",
  "link.accept": "Accepted a proposed time",
  "link.refuse": "Declined a proposed time",
  "link.withdraw": "Took a proposed time back",
  "link.note": "Left a message",
  "link.code": "Asked for a code",
  "link.remind": "Reminded the visitor",
  "link.erase": "A visitor had their data deleted",
  "link.stopped": "Stopped somebody",
};

/** "Booked: Vera Visitor (vera@acme.com)". */
export const trailText = ({ action, after, name, email }: TrailEntry): string => {
  const said = words[action] ?? action;
  const what = after?.["what"];
  if (action === "link.stopped" && typeof what === "string") return `${said}: ${what.slice(0, 200)}`;
  return name === null || email === null ? said : `${said}: ${name} (${email})`;
};
