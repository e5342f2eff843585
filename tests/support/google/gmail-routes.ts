/** Gmail API v1: messages, labels, history that is forgotten, sending, drafts. */
import { googleError, type GoogleAnswer, type Routes } from "./wire";

export interface FakeMessage {
  readonly id: string;
  readonly threadId: string;
  labelIds: string[];
  historyId: string;
  readonly internalDate: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly html?: string;
}

interface Entry {
  readonly id: number;
  readonly type: "messagesAdded" | "messagesDeleted" | "labelsAdded" | "labelsRemoved";
  readonly message: { readonly id: string; readonly threadId: string; readonly labelIds: readonly string[] };
}

export interface GmailState {
  readonly messages: Map<string, FakeMessage>;
  readonly labels: { id: string; name: string }[];
  readonly history: Entry[];
  clock: number;
  /** History from before this is forgotten. */
  historyFrom: number;
  /** What was sent, as it travelled. */
  readonly sent: { raw: string; threadId: string | undefined }[];
  /** By the draft's own name: as it travelled, and the message that it is. */
  readonly drafts: Map<string, { raw: string; messageId: string }>;
}

const note = (state: GmailState, type: Entry["type"], message: FakeMessage): void => {
  state.clock += 1;
  message.historyId = String(state.clock);
  state.history.push({ id: state.clock, type, message: { id: message.id, threadId: message.threadId, labelIds: [...message.labelIds] } });
};

/** As if a mail arrived. */
export const receive = (
  state: GmailState,
  mail: {
    id: string;
    threadId?: string;
    from: string;
    subject: string;
    text?: string;
    html?: string;
    labelIds?: string[];
    headers?: Record<string, string>;
    at?: string;
  },
): void => {
  const message: FakeMessage = {
    id: mail.id,
    threadId: mail.threadId ?? `t-${mail.id}`,
    labelIds: mail.labelIds ?? ["INBOX", "UNREAD"],
    historyId: "0",
    internalDate: String(Date.parse(mail.at ?? "2026-11-26T09:00:00Z")),
    headers: { From: mail.from, To: "ada@gmail.test", Subject: mail.subject, "Message-ID": `<${mail.id}@mail.test>`, ...mail.headers },
    ...(mail.text === undefined ? {} : { text: mail.text }),
    ...(mail.html === undefined ? {} : { html: mail.html }),
  };
  state.messages.set(mail.id, message);
  note(state, "messagesAdded", message);
};

/** As if the labels were changed at Gmail. */
export const relabel = (state: GmailState, id: string, add: readonly string[], remove: readonly string[]): void => {
  const message = state.messages.get(id);
  if (message === undefined) return;
  message.labelIds = [...new Set([...message.labelIds.filter((label) => !remove.includes(label)), ...add])];
  note(state, add.length > 0 ? "labelsAdded" : "labelsRemoved", message);
};

export const removeForGood = (state: GmailState, id: string): void => {
  const message = state.messages.get(id);
  if (message === undefined) return;
  state.messages.delete(id);
  note(state, "messagesDeleted", message);
};

const data = (text: string): string => Buffer.from(text).toString("base64url");

const shown = ({ headers, text, html, ...rest }: FakeMessage): unknown => ({
  ...rest,
  payload: {
    mimeType: "multipart/alternative",
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    parts: [
      ...(text === undefined ? [] : [{ mimeType: "text/plain", filename: "", headers: [], body: { data: data(text) } }]),
      ...(html === undefined ? [] : [{ mimeType: "text/html", filename: "", headers: [], body: { data: data(html) } }]),
    ],
  },
});

const headersIn = (raw: string): Record<string, string> => {
  const [head = ""] = raw.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return Object.fromEntries(
    lines.flatMap((line) => (line.includes(":") ? [[line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]] : [])),
  );
};

/** Gmail gives a sent mail an id of its own and keeps the one it came with in a header. */
const send = (state: GmailState, body: { raw: string; threadId?: string }): GoogleAnswer => {
  const raw = Buffer.from(body.raw, "base64url").toString("utf8");
  state.sent.push({ raw, threadId: body.threadId });
  const id = `sent${state.sent.length}`;
  const { "Message-ID": ours = "", Bcc: _blind, ...headers } = headersIn(raw);
  const message: FakeMessage = {
    id,
    threadId: body.threadId ?? `t-${id}`,
    labelIds: ["SENT"],
    historyId: "0",
    internalDate: String(Date.parse("2026-11-26T10:00:00Z")),
    headers: { ...headers, "Message-ID": `<CA+${id}@mail.gmail.com>`, "X-Google-Original-Message-ID": ours },
    text: raw
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join("\n\n"),
  };
  state.messages.set(id, message);
  note(state, "messagesAdded", message);
  return { status: 200, body: { id, threadId: message.threadId, labelIds: message.labelIds } };
};

/** Each time it is kept, its message is another one. */
const putDraft = (state: GmailState, id: string, raw: string): GoogleAnswer => {
  const before = state.drafts.get(id);
  if (before !== undefined) removeForGood(state, before.messageId);
  const text = Buffer.from(raw, "base64url").toString("utf8");
  const messageId = `d${state.clock + 1}`;
  const message: FakeMessage = {
    id: messageId,
    threadId: `t-${id}`,
    labelIds: ["DRAFT"],
    historyId: "0",
    internalDate: String(Date.parse("2026-11-26T10:00:00Z")),
    headers: headersIn(text),
    text: text
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join("\n\n"),
  };
  state.messages.set(messageId, message);
  state.drafts.set(id, { raw, messageId });
  note(state, "messagesAdded", message);
  return { status: 200, body: { id, message: { id: messageId, threadId: message.threadId } } };
};

const list = (state: GmailState, query: URLSearchParams): GoogleAnswer => {
  const label = query.get("labelIds");
  const words = (query.get("q") ?? "").toLowerCase();
  const found = [...state.messages.values()]
    .filter(({ labelIds }) => (label === null ? !labelIds.includes("SPAM") && !labelIds.includes("TRASH") : labelIds.includes(label)))
    .filter(({ headers, text = "" }) => `${headers.Subject ?? ""} ${headers.From ?? ""} ${text}`.toLowerCase().includes(words))
    .sort((a, b) => Number(b.internalDate) - Number(a.internalDate));
  const from = Number(query.get("pageToken") ?? 0);
  const size = Number(query.get("maxResults") ?? 100);
  const next = from + size < found.length ? { nextPageToken: String(from + size) } : {};
  return { status: 200, body: { messages: found.slice(from, from + size).map(({ id, threadId }) => ({ id, threadId })), ...next } };
};

const history = (state: GmailState, query: URLSearchParams): GoogleAnswer => {
  const start = Number(query.get("startHistoryId"));
  if (start < state.historyFrom) return googleError(404, "notFound");
  const entries = state.history.filter(({ id }) => id > start).map(({ id, type, message }) => ({ id: String(id), messages: [message], [type]: [{ message }] }));
  return { status: 200, body: { history: entries, historyId: String(state.clock) } };
};

export const gmailRoutes =
  (state: GmailState, email: string): Routes =>
  (call) => {
    const path = call.path.replace("/gmail/v1/users/me", "");
    if (path === call.path) return null;
    const body = (): Record<string, unknown> => JSON.parse(call.body) as Record<string, unknown>;
    switch (`${call.method} ${path}`) {
      case "GET /profile":
        return { status: 200, body: { emailAddress: email, historyId: String(state.clock) } };
      case "GET /labels":
        return {
          status: 200,
          body: { labels: [{ id: "INBOX", name: "INBOX", type: "system" }, ...state.labels.map((label) => ({ ...label, type: "user" }))] },
        };
      case "POST /labels": {
        const label = { id: `Label_${state.labels.length + 1}`, name: String(body().name) };
        state.labels.push(label);
        return { status: 200, body: label };
      }
      case "GET /messages":
        return list(state, call.query);
      case "GET /history":
        return history(state, call.query);
      case "POST /messages/send":
        return send(state, body() as { raw: string });
      case "POST /messages/batchModify": {
        const { ids, addLabelIds, removeLabelIds } = body() as { ids: string[]; addLabelIds: string[]; removeLabelIds: string[] };
        for (const id of ids) relabel(state, id, addLabelIds, removeLabelIds);
        return { status: 204 };
      }
      case "GET /drafts": {
        const wanted = /^rfc822msgid:(.+)$/.exec(call.query.get("q") ?? "")?.[1];
        const found = [...state.drafts].filter(([, { raw }]) => wanted === undefined || Buffer.from(raw, "base64url").toString().includes(`<${wanted}>`));
        return { status: 200, body: { drafts: found.map(([id, { messageId }]) => ({ id, message: { id: messageId } })) } };
      }
      case "POST /drafts":
        return putDraft(state, `draft${state.drafts.size + 1}`, (body().message as { raw: string }).raw);
    }
    const draft = /^\/drafts\/(.+)$/.exec(path)?.[1];
    if (draft !== undefined) {
      const there = state.drafts.get(draft);
      if (there === undefined) return googleError(404, "notFound");
      if (call.method !== "DELETE") return putDraft(state, draft, (body().message as { raw: string }).raw);
      removeForGood(state, there.messageId);
      state.drafts.delete(draft);
      return { status: 204 };
    }
    const message = state.messages.get(/^\/messages\/([^/]+)$/.exec(path)?.[1] ?? "");
    return message === undefined ? null : { status: 200, body: shown(message) };
  };
