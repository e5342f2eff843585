/** Visitors of links for tests: as their browsers would call, without the owner's session. */
import { POST as openRoute } from "@/app/api/talk/[token]/open/route";
import { POST as bookRoute } from "@/app/api/talk/[token]/book/route";
import { POST as holdRoute } from "@/app/api/talk/[token]/hold/route";
import { POST as codeRoute } from "@/app/api/talk/[token]/code/route";
import { POST as messagesRoute } from "@/app/api/talk/[token]/messages/route";
import { POST as noteRoute } from "@/app/api/talk/[token]/note/route";
import { POST as proposeRoute } from "@/app/api/talk/[token]/propose/route";
import { POST as slotsRoute } from "@/app/api/talk/[token]/slots/route";
import { createLink } from "@/lib/delegation/service";
import type { Link, NewLink, Slot } from "@/lib/delegation/contracts";
import type { Actor } from "@/lib/identity/contracts";
import { jsonRequest } from "./accounts";

export interface MadeLink {
  readonly link: Link;
  readonly token: string;
}

/** A link of this owner, with the token that its address holds. */
export const newLink = async (owner: Actor, rules: Partial<NewLink> = {}): Promise<MadeLink> => {
  const { link, address } = await createLink(owner, { name: "Acme people", ...rules });
  return { link, token: address.split("/talk/")[1] ?? "" };
};

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { code?: string };
}

export const answerOf = async (response: Response): Promise<Answer> => {
  const body = (await response.json()) as Record<string, unknown>;
  const type = typeof body.type === "string" ? body.type : "";
  return { status: response.status, body: { ...body, ...(type.startsWith("/docs/errors/") ? { code: type.slice("/docs/errors/".length) } : {}) } };
};

/** A browser that holds a link. */
export class Visitor {
  cookie = "";
  constructor(
    readonly token: string,
    readonly zone = "Europe/London",
  ) {}

  request(path: string, body: unknown, headers: Record<string, string> = {}): Request {
    return jsonRequest(`/api/talk/${this.token}/${path}`, {
      method: "POST",
      body,
      headers: { ...(this.cookie === "" ? {} : { cookie: this.cookie }), ...headers },
    });
  }

  async open(pin?: string, locale = "en-GB", more: Record<string, unknown> = {}): Promise<Answer> {
    const response = await openRoute(this.request("open", { zone: this.zone, locale, ...(pin === undefined ? {} : { pin }), ...more }));
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(";")[0] ?? "";
    return answerOf(response);
  }

  async slots(month: string, durationMinutes = 30): Promise<Slot[]> {
    const { body } = await answerOf(await slotsRoute(this.request("slots", { month, zone: this.zone, durationMinutes })));
    return (body.slots ?? []) as Slot[];
  }

  async hold(start: string, durationMinutes = 30): Promise<Answer> {
    return answerOf(await holdRoute(this.request("hold", { start, durationMinutes })));
  }

  async book(start: string, more: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = { start, durationMinutes: 30, name: "Vera Visitor", email: "vera@acme.com", consent: true, ...more };
    return answerOf(await bookRoute(this.request("book", body, headers)));
  }
}

/** What a visitor calls beside picking: by name. */
const routes = { code: codeRoute, messages: messagesRoute, note: noteRoute, propose: proposeRoute } as const;

/** Calls one of them as this visitor. */
export const callAs = async (visitor: Visitor, what: keyof typeof routes, body: unknown): Promise<Answer> =>
  answerOf(await routes[what](visitor.request(what, body)));

export interface Said {
  readonly text: string;
  readonly slots: readonly Slot[];
}

/** Says something and answers what comes back. */
export const sayAs = async (visitor: Visitor, text: string): Promise<Said & { readonly visit: Record<string, unknown> }> => {
  const { status, body } = await callAs(visitor, "messages", { text });
  if (status !== 200) throw new Error(`“${text}” is answered with ${status}: ${JSON.stringify(body)}`);
  return { ...(body.answer as Said), visit: body.visit as Record<string, unknown> };
};

/** A visitor who is in. */
export const newVisitor = async (token: string, zone?: string, pin?: string): Promise<Visitor> => {
  const visitor = new Visitor(token, zone);
  await visitor.open(pin);
  return visitor;
};

/** The month after this one in UTC: a whole month of offers that lie ahead. */
export const nextMonth = (): string => Temporal.Now.plainDateISO("UTC").add({ months: 1 }).toPlainYearMonth().toString();
