/** Graph's mail: folders, delta queries for each, drafts in MIME that are sent, moving under names that stay, search. */
import { graphError, pageSizeOf, type GraphAnswer, type GraphCall, type Routes } from "./wire";

export interface FakeMessage {
  readonly id: string;
  folder: string;
  /** When it came into its folder, and when it was last changed there. */
  cameTick: number;
  tick: number;
  readonly conversationId: string;
  internetMessageId: string;
  headers: readonly { readonly name: string; readonly value: string }[];
  subject: string;
  body: { contentType: string; content: string };
  from: string;
  to: readonly string[];
  cc: readonly string[];
  bcc: readonly string[];
  isRead: boolean;
  isDraft: boolean;
  flagStatus: string;
  categories: readonly string[];
  readonly at: string;
}

export interface MailState {
  readonly messages: Map<string, FakeMessage>;
  readonly left: { readonly folder: string; readonly id: string; readonly tick: number }[];
  clock: number;
  expiredBefore: number;
  /** What went out, as it travelled. */
  readonly sent: string[];
}

const wellKnown: Readonly<Record<string, string>> = {
  inbox: "AQMk-f1",
  drafts: "AQMk-f2",
  sentitems: "AQMk-f3",
  archive: "AQMk-f4",
  deleteditems: "AQMk-f5",
  junkemail: "AQMk-f6",
};
/** A folder that somebody made. */
export const ownFolder = "AQMk-f9";
const folderOf = (name: string): string => wellKnown[name] ?? name;

const recipients = (addresses: readonly string[]): object[] =>
  addresses.map((text) => {
    const [, name, address] = /^(.*?)\s*<(.+)>$/.exec(text) ?? ["", undefined, text];
    return { emailAddress: { address, ...(name === undefined ? {} : { name: name.replaceAll('"', "") }) } };
  });

const shown = (message: FakeMessage): Record<string, unknown> => ({
  "@odata.etag": `W/"CQAA${message.tick}"`,
  id: message.id,
  parentFolderId: folderOf(message.folder),
  conversationId: message.conversationId,
  internetMessageId: message.internetMessageId,
  internetMessageHeaders: message.headers,
  subject: message.subject,
  body: message.body,
  from: recipients([message.from])[0],
  sender: recipients([message.from])[0],
  toRecipients: recipients(message.to),
  ccRecipients: recipients(message.cc),
  bccRecipients: recipients(message.bcc),
  isRead: message.isRead,
  isDraft: message.isDraft,
  flag: { flagStatus: message.flagStatus },
  categories: message.categories,
  receivedDateTime: message.at,
  sentDateTime: message.at,
});

interface NewMessage {
  readonly id: string;
  readonly from: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly folder?: string;
  readonly conversationId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: string;
  readonly categories?: readonly string[];
  readonly flagged?: boolean;
  readonly isRead?: boolean;
}

/** As if a mail arrived. */
export const receive = (state: MailState, mail: NewMessage): void => {
  state.clock += 1;
  state.messages.set(mail.id, {
    id: mail.id,
    folder: mail.folder ?? "inbox",
    cameTick: state.clock,
    tick: state.clock,
    conversationId: mail.conversationId ?? `conv-${mail.id}`,
    internetMessageId: `<${mail.id}@mail.test>`,
    headers: Object.entries(mail.headers ?? {}).map(([name, value]) => ({ name, value })),
    subject: mail.subject,
    body: mail.html === undefined ? { contentType: "text", content: mail.text ?? "" } : { contentType: "html", content: mail.html },
    from: mail.from,
    to: ["ada@outlook.test"],
    cc: [],
    bcc: [],
    isRead: mail.isRead ?? false,
    isDraft: mail.folder === "drafts",
    flagStatus: mail.flagged === true ? "flagged" : "notFlagged",
    categories: mail.categories ?? [],
    at: mail.at ?? new Date(Date.now() - 60_000).toISOString(),
  });
};

/** As if it was marked or moved in Outlook. */
export const change = (state: MailState, id: string, patch: Partial<FakeMessage>): void => {
  const message = state.messages.get(id);
  if (message === undefined) return;
  state.clock += 1;
  const moved = patch.folder !== undefined && patch.folder !== message.folder;
  if (moved) state.left.push({ folder: message.folder, id, tick: state.clock });
  Object.assign(message, patch, { tick: state.clock }, moved ? { cameTick: state.clock } : {});
};

export const removeForGood = (state: MailState, id: string): void => {
  const message = state.messages.get(id);
  if (message === undefined) return;
  state.clock += 1;
  state.left.push({ folder: message.folder, id, tick: state.clock });
  state.messages.delete(id);
};

const delta = (state: MailState, origin: string, folder: string, call: GraphCall): GraphAnswer => {
  const token = call.query.get("$deltatoken") ?? call.query.get("$skiptoken");
  const [since = 0, skip = 0] = token?.split("-").map(Number) ?? [];
  if (call.query.has("$deltatoken") && since < state.expiredBefore) return graphError(410, "SyncStateNotFound");
  const from = Date.parse(/receivedDateTime ge (\S+)/.exec(call.query.get("$filter") ?? "")?.[1] ?? "1970-01-01");
  const here = [...state.messages.values()]
    .filter((message) => message.folder === folder && message.tick > since && (since > 0 || Date.parse(message.at) >= from))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  // Of one that only changed, what changed is told.
  const told = here.map((message) => {
    if (message.cameTick > since) return shown(message);
    const { isRead, flagStatus, categories } = message;
    return { id: message.id, isRead, flag: { flagStatus }, categories };
  });
  const gone = since === 0 ? [] : state.left.filter((one) => one.folder === folder && one.tick > since && state.messages.get(one.id)?.folder !== folder);
  const items = [...told, ...gone.map(({ id }) => ({ id, "@removed": { reason: "deleted" } }))];
  const size = pageSizeOf(call);
  const link = `${origin}/v1.0/me/mailFolders/${folder}/messages/delta`;
  const next =
    skip + size < items.length
      ? { "@odata.nextLink": `${link}?$skiptoken=${since}-${skip + size}` }
      : { "@odata.deltaLink": `${link}?$deltatoken=${state.clock}` };
  return { status: 200, body: { value: items.slice(skip, skip + size), ...next } };
};

const headersIn = (raw: string): Record<string, string> => {
  const [head = ""] = raw.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
};

const draftOf = (state: MailState, body: string): GraphAnswer => {
  const raw = Buffer.from(body, "base64").toString("utf8");
  const headers = headersIn(raw);
  const split = (name: string): string[] => (headers[name] ?? "").split(",").flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
  const id = `AAkALg-d${state.clock}`;
  receive(state, {
    id,
    from: headers.from ?? "",
    subject: headers.subject ?? "",
    text: raw
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join("\n\n"),
    folder: "drafts",
    isRead: true,
  });
  const message = state.messages.get(id);
  if (message !== undefined)
    Object.assign(message, { internetMessageId: headers["message-id"] ?? "", to: split("to"), cc: split("cc"), bcc: split("bcc"), raw });
  return { status: 201, body: { id } };
};

const search = (state: MailState, { query }: GraphCall): GraphAnswer => {
  const words = (query.get("$search") ?? "").replaceAll('"', "").toLowerCase();
  const id = /internetMessageId eq '(.+)'/.exec(query.get("$filter") ?? "")?.[1];
  const found = [...state.messages.values()].filter((message) =>
    id === undefined ? `${message.subject} ${message.from} ${message.body.content}`.toLowerCase().includes(words) : message.internetMessageId === id,
  );
  return { status: 200, body: { value: found.slice(0, Number(query.get("$top") ?? 10)).map(shown) } };
};

const act = (state: MailState, message: FakeMessage, what: string | undefined, call: GraphCall): GraphAnswer => {
  if (what === "move") {
    const { destinationId } = JSON.parse(call.body) as { destinationId: string };
    change(state, message.id, { folder: destinationId });
    return { status: 201, body: { id: message.id } };
  }
  if (what === "send") {
    if (!message.isDraft) return graphError(404, "ErrorItemNotFound");
    state.sent.push((message as FakeMessage & { raw?: string }).raw ?? "");
    change(state, message.id, { folder: "sentitems", isDraft: false });
    return { status: 202 };
  }
  if (call.method === "DELETE") {
    removeForGood(state, message.id);
    return { status: 204 };
  }
  if (call.method === "PATCH") {
    const { flag, ...patch } = JSON.parse(call.body) as Partial<FakeMessage> & { flag?: { flagStatus: string } };
    change(state, message.id, { ...patch, ...(flag === undefined ? {} : { flagStatus: flag.flagStatus }) });
  }
  return { status: 200, body: shown(message) };
};

export const mailRoutes =
  (state: MailState, origin: () => string): Routes =>
  (call) => {
    const path = call.path.replace(/^\/v1\.0\/me/, "");
    const [, folder, round] = /^\/mailFolders\/([^/]+)(\/messages\/delta)?$/.exec(path) ?? [];
    if (folder !== undefined) {
      if (!Object.hasOwn(wellKnown, folder)) return graphError(404, "ErrorItemNotFound");
      return round === undefined ? { status: 200, body: { id: folderOf(folder) } } : delta(state, origin(), folder, call);
    }
    if (path === "/messages") return call.method === "POST" ? draftOf(state, call.body) : search(state, call);
    const [, id, what] = /^\/messages\/([^/]+)(?:\/(move|send))?$/.exec(path) ?? [];
    if (id === undefined) return null;
    const message = state.messages.get(id);
    return message === undefined ? graphError(404, "ErrorItemNotFound") : act(state, message, what, call);
  };
