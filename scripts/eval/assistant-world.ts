/** The owner, calendar and contacts of one `assistant` case in the database of this process: put in by the batch, read out at the end. */
import { newId } from "@/lib/ids";
import { closeDatabase, openDatabase, query } from "@/lib/db";
import { migrate } from "@/lib/queries/migrations";

export interface CaseEvent {
  readonly id?: string;
  readonly title: string;
  readonly start: string;
  readonly end?: string;
  readonly durationMinutes?: number;
  readonly attendees?: readonly string[];
  readonly description?: string;
  readonly location?: string;
}

export interface CaseMail {
  readonly id?: string;
  readonly from: string;
  readonly to?: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly sentAt: string;
  readonly folder?: string;
}

export interface CasePerson {
  readonly name: string;
  readonly email?: string | null;
}

export interface CaseWorld {
  readonly zone: string;
  readonly locale?: string;
  readonly owner?: { readonly name?: string; readonly email?: string };
  readonly contacts?: readonly CasePerson[];
  readonly events?: readonly CaseEvent[];
  readonly mails?: readonly CaseMail[];
}

export interface MailAtEnd {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly sentAt: string;
  readonly folder: string;
}

export interface EventAtEnd {
  readonly id: string;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly durationMinutes: number;
  readonly attendees: readonly string[];
  readonly location: string;
}

let opened: Promise<void> | undefined;

const open = (): Promise<void> =>
  (opened ??= (async () => {
    await openDatabase({ kind: "embedded", memory: true });
    await migrate();
  })());

/** Frees the database, if one was opened. */
export const closeWorld = async (): Promise<void> => {
  if (!opened) return;
  await opened;
  opened = undefined;
  await closeDatabase();
};

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const plain = (instant: string): string => Temporal.Instant.from(instant).toString();
const endOf = ({ start, end, durationMinutes }: CaseEvent): string =>
  end === undefined
    ? Temporal.Instant.from(start)
        .add({ minutes: durationMinutes ?? 60 })
        .toString()
    : plain(end);

const addOwner = async (userId: string, { zone, locale = "en", owner }: CaseWorld): Promise<string> => {
  const calendarId = newId();
  await query(`INSERT INTO "user" (id, name, email) VALUES ($1, $2, $3)`, [
    userId,
    owner?.name ?? "Owner",
    owner?.email?.toLowerCase() ?? `${userId}@example.com`,
  ]);
  await query("INSERT INTO profiles (user_id, zone, locale, hour_cycle, seeded) VALUES ($1, $2, $3, $4, true)", [
    userId,
    zone,
    locale,
    locale.endsWith("-US") ? "h12" : "h23",
  ]);
  await query("INSERT INTO calendars (id, user_id, name, color, is_default) VALUES ($1, $2, 'Calendar', 'blue', true)", [calendarId, userId]);
  return calendarId;
};

const addContacts = async (userId: string, contacts: readonly CasePerson[]): Promise<void> => {
  const rows = [...new Map(contacts.map((contact) => [contact.email?.toLowerCase() ?? contact.name, contact])).values()].map(({ name, email }) => ({
    id: newId(),
    user_id: userId,
    name,
    email: email?.toLowerCase() ?? null,
    folded_name: fold(name),
    search_text: fold(`${name} ${email ?? ""}`),
  }));
  await query(
    "INSERT INTO contacts (id, user_id, name, email, folded_name, search_text) SELECT id, user_id, name, email, folded_name, search_text FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, user_id text, name text, email text, folded_name text, search_text text)",
    [JSON.stringify(rows)],
  );
};

/** Calendars keep titles of this length. */
const storedTitle = ({ title }: CaseEvent): string => title.slice(0, 300);

const addEvents = async (
  userId: string,
  calendarId: string,
  zone: string,
  events: readonly CaseEvent[],
  names: ReadonlyMap<string, string>,
): Promise<Map<string, CaseEvent>> => {
  const ids = new Map<string, CaseEvent>();
  const rows = events.map((event) => {
    const id = newId();
    ids.set(id, { ...event, id: event.id ?? id });
    const attendees = (event.attendees ?? []).map((email) => ({
      email: email.toLowerCase(),
      ...(names.has(email.toLowerCase()) ? { name: names.get(email.toLowerCase()) } : {}),
      optional: false,
      status: "needs-action",
    }));
    const words = [event.title, event.location ?? "", event.description ?? "", ...attendees.flatMap(({ email, name }) => [name ?? "", email])];
    return {
      id,
      user_id: userId,
      calendar_id: calendarId,
      title: storedTitle(event),
      description: (event.description ?? "").slice(0, 10_000),
      location: event.location ?? "",
      starts_at: plain(event.start),
      ends_at: endOf(event),
      zone,
      attendees,
      search_text: fold(words.join(" ")),
    };
  });
  await query(
    `INSERT INTO events (id, user_id, calendar_id, title, description, location, starts_at, ends_at, zone, attendees, search_text)
    SELECT id, user_id, calendar_id, title, description, location, starts_at, ends_at, zone, attendees, search_text FROM jsonb_to_recordset($1::jsonb)
    AS row(id uuid, user_id text, calendar_id uuid, title text, description text, location text, starts_at timestamptz, ends_at timestamptz, zone text, attendees jsonb, search_text text)`,
    [JSON.stringify(rows)],
  );
  return ids;
};

const readEvents = async (userId: string, given: ReadonlyMap<string, CaseEvent>): Promise<EventAtEnd[]> => {
  const { rows } = await query<{
    events: { id: string; title: string; location: string; start: string; end: string; attendees: { email: string }[] }[] | null;
  }>(
    `SELECT jsonb_agg(jsonb_build_object('id', id, 'title', title, 'location', location, 'start', starts_at, 'end', ends_at, 'attendees', attendees) ORDER BY starts_at, id) AS events FROM events WHERE user_id = $1 AND status <> 'cancelled'`,
    [userId],
  );
  // A title that was only cut on the way in is the title it was.
  const titleOf = (id: string, title: string): string => ((before) => (before && storedTitle(before) === title ? before.title : title))(given.get(id));
  return (rows[0]?.events ?? []).map(({ id, title, location, start, end, attendees }) => ({
    id: given.get(id)?.id ?? id,
    title: titleOf(id, title),
    location,
    start: plain(start),
    end: plain(end),
    durationMinutes: Math.round(Temporal.Instant.from(start).until(end).total("minutes")),
    attendees: attendees.map(({ email }) => email),
  }));
};

const folders = new Set(["inbox", "drafts", "outbox", "sent", "archive", "trash"]);

const addMails = async (userId: string, mails: readonly CaseMail[], names: ReadonlyMap<string, string>, ownEmail: string): Promise<Map<string, CaseMail>> => {
  const ids = new Map<string, CaseMail>();
  const rows = mails.map((mail) => {
    const id = newId();
    const folder = mail.folder !== undefined && folders.has(mail.folder) ? mail.folder : "inbox";
    ids.set(id, { ...mail, id: mail.id ?? id, folder });
    const from = mail.from.toLowerCase();
    const own = from === ownEmail.toLowerCase();
    const recipients = (mail.to ?? []).map((email) => ({
      kind: "to",
      email: email.toLowerCase(),
      name: names.get(email.toLowerCase()) ?? null,
      delivery: null,
      reason: null,
    }));
    const people = [from, names.get(from) ?? "", ...recipients.flatMap(({ email, name }) => [email, name ?? ""])];
    return {
      id,
      user_id: userId,
      thread_id: newId(),
      folder,
      state: folder === "drafts" ? "draft" : own ? "sent" : "received",
      from_email: from,
      from_name: names.get(from) ?? null,
      recipients,
      subject: mail.subject,
      body: mail.body.slice(0, 100_000),
      preview: mail.body.replace(/\s+/g, " ").slice(0, 200),
      message_id: `${id}@example.com`,
      sent_at: plain(mail.sentAt),
      search_text: fold([mail.subject, ...people, mail.body].join(" ")).slice(0, 60_000),
      from_text: fold(`${names.get(from) ?? ""} ${from}`),
    };
  });
  await query(
    `INSERT INTO mails (id, user_id, thread_id, folder, state, from_email, from_name, recipients, subject, body, preview, message_id, sent_at, search_text, from_text)
    SELECT id, user_id, thread_id, folder, state, from_email, from_name, recipients, subject, body, preview, message_id, sent_at, search_text, from_text FROM jsonb_to_recordset($1::jsonb)
    AS row(id uuid, user_id text, thread_id uuid, folder text, state text, from_email text, from_name text, recipients jsonb, subject text, body text, preview text, message_id text, sent_at timestamptz, search_text text, from_text text)`,
    [JSON.stringify(rows)],
  );
  return ids;
};

/** What has been sent lies among the sent; nobody waits ten seconds here, so what waits for them counts as sent. */
const folderAtEnd = (folder: string, state: string): string => (folder === "outbox" && state !== "draft" ? "sent" : folder);

const readMails = async (userId: string, given: ReadonlyMap<string, CaseMail>): Promise<MailAtEnd[]> => {
  const { rows } = await query<{ id: string; folder: string; state: string; from: string; to: string[] | null; subject: string; body: string; at: string }>(
    `SELECT id, folder, state, from_email AS "from", (SELECT array_agg(r->>'email') FROM jsonb_array_elements(recipients) r) AS "to", subject, body, sent_at AS at
    FROM mails WHERE user_id = $1 ORDER BY sent_at, id`,
    [userId],
  );
  return rows.map(({ id, folder, state, from, to, subject, body, at }) => {
    const before = given.get(id);
    const lies = before !== undefined && folder === before.folder ? folder : folderAtEnd(folder, state);
    // Untouched mails are answered as they were given, letter for letter.
    return before === undefined
      ? { id, from, to: to ?? [], subject, body, sentAt: plain(at), folder: lies }
      : { ...before, id: before.id ?? id, to: before.to ?? [], folder: lies };
  });
};

export interface StateAtEnd {
  readonly events: readonly EventAtEnd[];
  readonly mails: readonly MailAtEnd[];
}

/** Runs `work` as a fresh owner with this world, and forgets the owner afterwards. */
export const inWorld = async <Result>(world: CaseWorld, work: (userId: string, state: () => Promise<StateAtEnd>) => Promise<Result>): Promise<Result> => {
  await open();
  const userId = newId();
  try {
    const calendarId = await addOwner(userId, world);
    const contacts = world.contacts ?? [];
    await addContacts(userId, contacts);
    const names = new Map(contacts.flatMap(({ name, email }) => (email ? [[email.toLowerCase(), name] as const] : [])));
    const events = await addEvents(userId, calendarId, world.zone, world.events ?? [], names);
    const mails = await addMails(userId, world.mails ?? [], names, world.owner?.email ?? "");
    return await work(userId, async () => ({ events: await readEvents(userId, events), mails: await readMails(userId, mails) }));
  } finally {
    await query(`DELETE FROM "user" WHERE id = $1`, [userId]);
  }
};
