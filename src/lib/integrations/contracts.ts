/**
 * Outside accounts an owner can connect: what a provider says about itself (manifest), what it must be able to do (ports), what a
 * connection is, and the endpoints. A new provider is a folder under `providers/` and a line in its registry.
 */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import type { AppError } from "@/lib/errors";

/** Every provider that can be connected. `calendar` is another name for the calendar at Google. */
export const integrationTypes = ["gmail", "google-calendar", "microsoft-mail", "microsoft-calendar", "caldav", "ics", "imap"] as const;
export const IntegrationTypeSchema = z.preprocess((type) => (type === "calendar" ? "google-calendar" : type), z.enum(integrationTypes));
export type IntegrationType = (typeof integrationTypes)[number];

/** `builtin` is the calendar and mailbox of this server: a provider like any other, but nothing has to be connected. */
export type ProviderId = IntegrationType | "builtin";

export const ConnectIntegrationInputSchema = z.strictObject({
  type: IntegrationTypeSchema,
  userId: z.string().min(1).max(64),
  /** The answer is taken in this session only. */
  sessionId: z.string().optional(),
});
export type ConnectIntegrationInput = Omit<z.output<typeof ConnectIntegrationInputSchema>, "type"> & { readonly type: IntegrationType | "calendar" };

/** What a provider needs to act for the owner. Server only: it holds the token. */
export interface IntegrationContext {
  readonly type: IntegrationType;
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** RFC 3339 instant, or null when the token doesn't expire. */
  readonly expiresAt: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/* ── What a provider says about itself ── */
export const KindSchema = z.enum(["calendar", "mail"]);
export type Kind = z.infer<typeof KindSchema>;

/** One thing the owner types to connect. Everything typed is sealed; `password` isn't shown while it is typed. */
export const FieldSchema = z.object({
  name: z.string().regex(/^[a-z][A-Za-z]*$/),
  label: z.string(),
  hint: z.string(),
  input: z.enum(["text", "email", "url", "password"]),
  required: z.boolean(),
});

export const ManifestSchema = z.object({
  id: z.enum(["builtin", ...integrationTypes]),
  /** "Google Calendar". */
  label: z.string(),
  /** One sentence for the settings page. */
  about: z.string(),
  kinds: z.array(KindSchema).min(1),
  /** How one connects: on a page of theirs, with name and password, or with an address. `none`: there is nothing to connect. */
  connects: z.enum(["oauth", "credentials", "address", "none"]),
  fields: z.array(FieldSchema),
  /** Nothing can be written there, whatever the account. */
  readOnly: z.boolean(),
  /** How often it is asked for news, in minutes. */
  everyMinutes: z.number().int().min(1).max(1_440),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/* ── What a provider is given ── */

/** One connected account as its provider sees it. Server only. */
export interface Access {
  readonly connectionId: string;
  readonly userId: string;
  /** Who it is there: an address, or a host. */
  readonly account: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** oauth: a bearer token that is good for at least another minute. With `stale`, the one just refused: another one. Errors: integrations/reconnect. */
  readonly token: (stale?: string) => Promise<string>;
  /** credentials, address: what the owner typed, and whatever `prepare` added. Errors: integrations/reconnect. */
  readonly secret: () => Promise<Readonly<Record<string, string>>>;
}

/** An account that was tried and works, about to be stored. */
export interface PreparedAccount {
  readonly account: string;
  readonly name: string;
  /** Sealed as a whole. */
  readonly secret: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the provider's consent page gave. */
export interface GrantedAccount {
  readonly account: string;
  readonly name: string;
  readonly accessToken: string;
  /** Null when none was given this time; the one that is stored stays. */
  readonly refreshToken: string | null;
  readonly expiresAt: string | null;
  readonly scopes: readonly string[];
}

export interface OAuth {
  /** The providers whose connections of one account rest on the same grant: it is taken back with the last of them. */
  readonly grantOf: readonly IntegrationType[];
  /** Errors: integrations/not-configured. */
  readonly authorizationUrl: (request: { readonly state: string; readonly codeChallenge: string; readonly loginHint?: string | undefined }) => string;
  /** The code for tokens, and who it is. Errors: integrations/scope-missing, -redirect-mismatch, -client-refused, each with the value to correct. */
  readonly redeem: (code: string, codeVerifier: string) => Promise<GrantedAccount>;
  /** Errors: integrations/reconnect when the grant is gone; else whatever may be tried again. */
  readonly refresh: (refreshToken: string) => Promise<Pick<GrantedAccount, "accessToken" | "refreshToken" | "expiresAt">>;
  /** Takes the grant back at the provider. What is already gone counts as taken back. Null where only its owner can do that, there. */
  readonly revoke: ((token: string) => Promise<void>) | null;
  /** `error` of the address that the browser comes back with (RFC 6749 section 4.1.2.1), in our words. */
  readonly consentError: (word: string) => AppError;
  /** What an error of connecting means with this provider, with the exact value to correct; null where its general words say it all. */
  readonly explain: (code: string) => string | null;
  /** What the operator still has to set; null when it can be used. */
  readonly missing: () => string | null;
}

export interface Provider {
  readonly manifest: Manifest;
  /** For `connects: "oauth"`. */
  readonly oauth?: OAuth;
  /** For `credentials` and `address`: tries what was typed. Errors: integrations/credentials-refused, integrations/address-refused, integrations/unreachable. */
  readonly prepare?: (fields: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<PreparedAccount>;
  readonly calendar?: (access: Access) => CalendarPort;
  readonly mail?: (access: Access) => MailPort;
  /** Its mail port can `watch`. */
  readonly watches?: true;
}

/* ── Calendars ── */
export interface OutsideCalendar {
  /** The provider's own name for it; stays the same. */
  readonly sourceId: string;
  readonly name: string;
  /** "#rrggbb", or null to take the connection's. */
  readonly color: string | null;
  /** IANA; null: the owner's. */
  readonly zone: string | null;
  readonly readOnly: boolean;
  /** Where new events go unless the owner says otherwise. */
  readonly primary: boolean;
}

/** An event in no provider's words. */
export interface OutsideEvent {
  /** Unique in its calendar. */
  readonly sourceId: string;
  /** Where the provider gives names of its own: the one under which it was inserted (`nameOf`), so that it is recognised before its answer came. */
  readonly madeAs?: string;
  readonly etag: string | null;
  /** A changed or cancelled occurrence: the `sourceId` of its series, and when it would have started (an instant; for all-day a date). */
  readonly seriesSourceId: string | null;
  readonly originalStart: string | null;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  /** Instants. For all-day events only the dates count, the last one inclusive; the instants are left "". */
  readonly start: string;
  readonly end: string;
  readonly allDay: { readonly first: string; readonly last: string } | null;
  /** IANA. Where a series repeats. */
  readonly zone: string;
  readonly status: "confirmed" | "tentative" | "cancelled";
  readonly showAs: "busy" | "free" | "out-of-office";
  readonly attendees: readonly {
    readonly email: string;
    readonly name?: string;
    readonly optional: boolean;
    readonly status: "needs-action" | "accepted" | "declined" | "tentative";
  }[];
  /** RRULE's value, without its name. */
  readonly rrule: string | null;
  /** Starts that are left out: instants, or dates for all-day series. */
  readonly exdates: readonly string[];
  readonly sequence: number;
}

/** Something that couldn't be read: it is named and left out, and everything else is kept. */
export interface Unreadable {
  /** What the owner would recognise it by. */
  readonly what: string;
  readonly reason: string;
}

export interface CalendarPage {
  readonly events: readonly OutsideEvent[];
  /** `sourceId`s that are gone; of a series, everything that belongs to it. */
  readonly removed: readonly string[];
  /** Series whose changed occurrences are all on this page: those we know and that aren't here are changed no more. */
  readonly wholeSeries: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** On the last page: where to go on next time. Null on all others. */
  readonly cursor: string | null;
}

export interface WrittenEvent {
  readonly sourceId: string;
  readonly etag: string | null;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

/**
 * What every calendar can do. Calls are guarded inside (deadline, retry, breaker); errors are ours:
 * integrations/reconnect, integrations/unreachable, integrations/quota, integrations/changed-outside, integrations/gone-outside.
 */
export interface CalendarPort {
  readonly calendars: (options: CallOptions) => Promise<readonly OutsideCalendar[]>;
  /** Page by page what changed since `cursor`; everything when it is null. Errors also: integrations/cursor-expired, then everything is asked for, once. */
  readonly changes: (calendarSourceId: string, cursor: string | null, options: CallOptions) => AsyncIterable<CalendarPage>;
  /** One event as it is now; null when it is gone. */
  readonly find: (calendarSourceId: string, sourceId: string, options: CallOptions) => Promise<OutsideEvent | null>;
  /** The `sourceId` an event of ours (a UUID) will have there, or an occurrence of a series there. An occurrence's begins with its series'. */
  readonly nameOf: (
    calendarSourceId: string,
    event: { readonly ourId: string } | { readonly seriesSourceId: string; readonly originalStart: string },
  ) => string;
  /**
   * Makes an event under the name that follows from our id, so that doing it twice makes one; one that was deleted there is there again. The
   * name it is answered by may be another one, which then says `madeAs`.
   */
  readonly insert: (calendarSourceId: string, event: OutsideEvent, options: CallOptions) => Promise<WrittenEvent>;
  /**
   * Makes it what `event` says. With an etag only if nobody changed it since (integrations/changed-outside). Also for an occurrence that had
   * not been changed on its own before, and to cancel one (`status`). Errors also: integrations/gone-outside.
   */
  readonly update: (calendarSourceId: string, event: OutsideEvent, options: CallOptions) => Promise<WrittenEvent>;
  /** What is already gone counts as removed. */
  readonly remove: (calendarSourceId: string, sourceId: string, etag: string | null, options: CallOptions) => Promise<void>;
  /** When it is busy, in one call; null where that can't be asked. */
  readonly busy: (
    calendarSourceIds: readonly string[],
    span: { readonly start: string; readonly end: string },
    options: CallOptions,
  ) => Promise<readonly { readonly start: string; readonly end: string }[] | null>;
  /** Only where the provider tells of news by calling: asks it to, at `address`, with the channel's name and secret. Errors: as every call. */
  readonly openChannel?: (
    calendar: string,
    channel: { readonly id: string; readonly secret: string; readonly address: string },
    options: CallOptions,
  ) => Promise<{ readonly resource: string; readonly until: string }>;
  /** What is already closed counts as closed. */
  readonly closeChannel?: (channel: { readonly id: string; readonly resource: string }, options: CallOptions) => Promise<void>;
}

/* ── Mail: what every account that carries mail can do ── */

/** A mail as it leaves: complete, with its headers. */
export interface OutgoingMail {
  readonly userId: string;
  readonly from: { readonly email: string; readonly name: string };
  readonly recipients: readonly { readonly kind: "to" | "cc" | "bcc"; readonly email: string; readonly name: string | null }[];
  readonly subject: string;
  readonly body: string;
  readonly preview: string;
  /** RFC 5322, without angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly sentAt: string;
  /** Folded, for the recipient's search. */
  readonly searchText: string;
  readonly fromText: string;
  /** An earlier try was cut off: what can't be done twice without harm isn't done again. */
  readonly resumed: boolean;
  /** The provider's name for the conversation it belongs to, where one is known. */
  readonly sourceThreadId: string | null;
  /** What it says to calendars (iMIP, RFC 6047): an answer to an invitation. */
  readonly calendar?: MailedCalendar | null;
}

export interface MailedCalendar {
  readonly method: "REPLY" | "COUNTER" | "REQUEST" | "CANCEL";
  readonly content: string;
}

/** How to get off a list: RFC 2369, and RFC 8058 for what one request does. */
export interface Unsubscribe {
  readonly https: string | null;
  readonly mailto: string | null;
  readonly oneClick: boolean;
}

/** What became of a mail for one person. */
export interface MailDelivery {
  readonly email: string;
  readonly delivery: "delivered" | "sent" | "not-sent";
  /** Why not, in words. */
  readonly reason: string | null;
}

/** Where a mail lies and how it is marked, in no provider's words. */
export interface OutsideMarks {
  readonly folder: "inbox" | "drafts" | "sent" | "archive" | "trash";
  readonly read: boolean;
  readonly flagged: boolean;
  /** The owner's own labels, by name. */
  readonly labels: readonly string[];
}

export interface OutsideMail extends OutsideMarks {
  /** Unique in its account. */
  readonly sourceId: string;
  readonly sourceThreadId: string | null;
  readonly from: { readonly email: string; readonly name: string | null };
  readonly recipients: readonly { readonly kind: "to" | "cc" | "bcc"; readonly email: string; readonly name: string | null }[];
  readonly subject: string;
  /** Plain text. What came as HTML only is turned into text. */
  readonly body: string;
  /** RFC 5322, without angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Lists, receipts, automatic answers (RFC 3834, List-Id, Precedence). */
  readonly automatic: boolean;
  readonly sentAt: string;
  /** As it came; it is sanitised before it is shown. Null or left out: there is none. */
  readonly html?: string | null;
  /** The text/calendar part, as it came (iMIP). */
  readonly calendar?: string | null;
  readonly unsubscribe?: Unsubscribe | null;
}

export interface MailPage {
  readonly mails: readonly OutsideMail[];
  /** Mails that are known and only lie elsewhere or are marked differently now. */
  readonly marks: readonly (OutsideMarks & { readonly sourceId: string })[];
  readonly removed: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** How many there are to read in all, where that is known. */
  readonly total: number | null;
  /** On the last page: where to go on next time. */
  readonly cursor: string | null;
}

export interface MailPort {
  readonly id: ProviderId;
  /** For the settings page and for sentences: "the mailbox of this server". */
  readonly label: string;
  /** Who of these a mail of this owner's would get to, without sending anything. */
  readonly reach: (
    ownEmail: string,
    emails: readonly string[],
  ) => Promise<readonly { readonly email: string; readonly reached: boolean; readonly reason: string | null }[]>;
  /** Hands a mail over. Answers for every address; throws where trying again may help. A mail handed over twice arrives once. */
  readonly deliver: (mail: OutgoingMail) => Promise<readonly MailDelivery[]>;
  /** As `CalendarPort.changes`. The first time newest first, and no more than a mailbox needs to be of use; older ones are found by `search`. */
  readonly changes: (cursor: string | null, options: CallOptions) => AsyncIterable<MailPage>;
  /** Asks the provider, for what isn't mirrored. Words as the owner typed them. */
  readonly search: (words: string, limit: number, options: CallOptions) => Promise<readonly OutsideMail[]>;
  /** Makes each mail lie and be marked as said. What is gone is passed over. Where a mail has another name after that, `renamed` hears it. */
  readonly mark: (
    marks: readonly (OutsideMarks & { readonly sourceId: string })[],
    options: CallOptions & { readonly renamed?: (from: string, to: string) => void },
  ) => Promise<void>;
  /** Keeps a draft there; `sourceId` is the one kept before. Answers the `sourceId` under which `changes` tells of it. Twice is once. */
  readonly keepDraft: (mail: OutgoingMail, sourceId: string | null, options: CallOptions) => Promise<string>;
  readonly dropDraft: (sourceId: string, options: CallOptions) => Promise<void>;
  /** Calls `onNews` whenever something may have changed, until the signal or the connection ends. Only where the provider tells by itself. */
  readonly watch?: (onNews: () => void, options: CallOptions) => Promise<void>;
}

/* ── Where what is read goes: implemented by the rooms that keep it, handed in by whoever runs the job ── */
export interface CalendarToRead {
  readonly calendarId: string;
  readonly sourceId: string;
  readonly cursor: string | null;
}

/** Takes the pages of one reading in, each in one transaction. Answers how many events a page touched. */
export type CalendarReader = (page: CalendarPage) => Promise<number>;

export interface CalendarSink {
  /** Lines our calendars up with those of the account; answers which to read. */
  readonly lineUp: (connection: MirroredConnection, calendars: readonly OutsideCalendar[]) => Promise<readonly CalendarToRead[]>;
  /** Begins a reading; without a cursor what no page names is removed on the last one. */
  readonly reader: (connection: MirroredConnection, calendar: CalendarToRead) => CalendarReader;
}

export interface MailSink {
  /** Takes one page in, in one transaction, cursor and all. Answers how many mails it touched. */
  readonly take: (connection: MirroredConnection, page: MailPage, options: { readonly first: boolean }) => Promise<number>;
}

export interface MirroredConnection {
  readonly id: string;
  readonly userId: string;
  readonly provider: IntegrationType;
  readonly account: string;
  readonly color: string;
}

/* ── Connections as the owner sees them ── */
export const colors = ["#4f6bed", "#0f7b6c", "#b4530a", "#9b2c6f", "#5b6b1f", "#7a4fd0", "#a8321f", "#2f6f9f"] as const;
export const ColorSchema = z.string().regex(/^#[0-9a-f]{6}$/);

export const ConnectionSchema = z.object({
  id: z.uuid(),
  provider: z.enum(integrationTypes),
  /** The provider's. */
  label: z.string(),
  kinds: z.array(KindSchema),
  account: z.string(),
  name: z.string(),
  color: ColorSchema,
  checksConflicts: z.boolean(),
  writesHere: z.boolean(),
  canWrite: z.boolean(),
  state: z.enum(["waiting", "syncing", "connected", "failing", "reconnect"]),
  /** "Connected, last synced 2 minutes ago". */
  status: z.string(),
  /** What is wrong and what to do, in words; with the error's code. */
  problem: z.object({ code: z.string(), text: z.string() }).nullable(),
  progress: z.object({ done: z.number().int(), all: z.number().int().nullable() }).nullable(),
  /** What of it couldn't be read, with the reason; the first fifty. */
  unreadable: z.array(z.object({ what: z.string(), reason: z.string() })),
  syncedAt: z.string().nullable(),
  connectedAt: z.string(),
});
export type Connection = z.infer<typeof ConnectionSchema>;

const OfferedSchema = ManifestSchema.extend({
  /** What the operator still has to set before this can be connected; null when it can be. */
  missing: z.string().nullable(),
});
export type OfferedProvider = z.infer<typeof OfferedSchema>;

const ConnectionIdSchema = z.uuid();

export const listConnectionsEndpoint = endpoint({
  method: "get",
  path: "/api/integrations",
  summary: "The owner's connected accounts with their state, and what else can be connected",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ connections: z.array(ConnectionSchema), providers: z.array(OfferedSchema) }),
});
export const connectEndpoint = endpoint({
  method: "post",
  path: "/api/integrations",
  summary: "Connect an account: answers the address where the owner allows it, or the connection when what was typed works",
  auth: "person",
  input: z.strictObject({
    type: z.enum(integrationTypes),
    /** By name, as the provider's `fields` ask. */
    fields: z.record(z.string().max(40), z.string().max(2_000)).default({}),
    /** The connection to sign in to again. */
    connectionId: ConnectionIdSchema.optional(),
  }),
  output: z.object({ authUrl: z.url().nullable(), connection: ConnectionSchema.nullable() }),
});
export const finishConnectEndpoint = endpoint({
  method: "get",
  path: "/api/integrations/google/callback",
  summary: "Where Google sends the browser back to after the owner allowed access",
  auth: "session",
  // Providers add parameters of their own.
  input: z.object({ state: z.string().max(500).optional(), code: z.string().max(2_000).optional(), error: z.string().max(200).optional() }),
  output: z.object({}),
  answers: "redirect",
});
export const finishMicrosoftConnectEndpoint = endpoint({
  ...finishConnectEndpoint,
  path: "/api/integrations/microsoft/callback",
  summary: "Where Microsoft sends the browser back to after the owner allowed access",
});
/** Where Google's calls come in. Its headers say which channel; there is no body. */
export const noticePath = "/api/integrations/google/notices";
export const hearNoticeEndpoint = endpoint({
  method: "post",
  path: noticePath,
  summary: "Google says that a calendar has news (X-Goog-Channel-ID, X-Goog-Channel-Token); answers the same whether anybody listens or not",
  auth: "public",
  limit: "read",
  input: z.object({}),
  output: z.object({}),
});
export const updateConnectionEndpoint = endpoint({
  method: "patch",
  path: "/api/integrations/{connectionId}",
  summary: "Rename a connected account, colour it, or turn its switches",
  auth: "session",
  input: z.strictObject({
    connectionId: ConnectionIdSchema,
    name: z.string().trim().min(1).max(80).optional(),
    color: ColorSchema.optional(),
    checksConflicts: z.boolean().optional(),
    writesHere: z.boolean().optional(),
  }),
  output: ConnectionSchema,
});
export const syncConnectionEndpoint = endpoint({
  method: "post",
  path: "/api/integrations/{connectionId}/sync",
  summary: "Sync a connected account now",
  auth: "session",
  input: z.strictObject({ connectionId: ConnectionIdSchema }),
  output: ConnectionSchema,
});
export const disconnectEndpoint = endpoint({
  method: "delete",
  path: "/api/integrations/{connectionId}",
  summary: "Disconnect an account: the grant is revoked there, and everything mirrored from it goes here",
  auth: "person",
  input: z.strictObject({ connectionId: ConnectionIdSchema }),
  output: z.object({ disconnected: z.literal(true), revoked: z.boolean() }),
});
