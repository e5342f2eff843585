/** From what somebody typed (an address, a domain, a mail address) to where their calendars are: RFC 6764, RFC 5397, RFC 4791. */
import { Resolver } from "node:dns/promises";
import { AppError, isAppError } from "@/lib/errors";
import { childOf, davList, listOf, propfindBody, textOf, type DavEntry, type DavListing, type DavLogin } from "./client";

export interface CalendarHome {
  /** Where the calendars are listed. */
  readonly homes: readonly string[];
  /** The owner's mail address there, in lower case. */
  readonly self: string | null;
  /** The host they were found by. */
  readonly host: string;
}

/** Providers whose domains don't say where their calendars are, or not soon enough. */
const knownServers: Readonly<Record<string, string>> = {
  "icloud.com": "https://caldav.icloud.com/",
  "me.com": "https://caldav.icloud.com/",
  "mac.com": "https://caldav.icloud.com/",
  "apple.com": "https://caldav.icloud.com/",
  "fastmail.com": "https://caldav.fastmail.com/dav/calendars/",
  "fastmail.fm": "https://caldav.fastmail.com/dav/calendars/",
};

const dnsMaxMs = 2_000;

/** RFC 6764, section 4: the service record of the domain, and its path. */
const announced = async (domain: string): Promise<string[]> => {
  const resolver = new Resolver({ timeout: dnsMaxMs, tries: 1 });
  try {
    const [record] = (await resolver.resolveSrv(`_caldavs._tcp.${domain}`)).sort((a, b) => a.priority - b.priority);
    if (record === undefined || record.name === "" || record.name === ".") return [];
    const texts = await resolver.resolveTxt(`_caldavs._tcp.${domain}`).catch(() => []);
    const path =
      texts
        .flat()
        .find((text) => text.startsWith("path="))
        ?.slice(5) ?? "/.well-known/caldav";
    return [URL.parse(path, `https://${record.name}:${record.port}`)?.href ?? ""].filter(Boolean);
  } catch {
    return [];
  }
};

/** Where to look, the likeliest first. Errors: integrations/address-refused. */
const candidatesOf = async (typed: string): Promise<URL[]> => {
  const bare = typed.trim().replace(/^caldavs?:\/\//i, "https://");
  const domain = /^(?:[^\s@/]+@)?([a-z0-9.-]+\.[a-z0-9-]+)$/i.exec(bare)?.[1]?.toLowerCase();
  if (domain !== undefined) {
    const known = knownServers[domain];
    const found = known === undefined ? [...(await announced(domain)), `https://${domain}/.well-known/caldav`, `https://${domain}/`] : [known];
    return found.map((address) => new URL(address));
  }
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "")
    throw new AppError("integrations/address-refused");
  return [url, new URL("/.well-known/caldav", url)];
};

const props = propfindBody("d:current-user-principal", "d:resourcetype", "c:calendar-home-set", "c:calendar-user-address-set");

const hrefsOf = (value: unknown, base: URL): URL[] =>
  listOf(value).flatMap((one) => listOf(childOf(one, "href")).flatMap((href) => URL.parse(textOf(href), base.href) ?? []));

interface Looking {
  readonly login: DavLogin;
  readonly signal: AbortSignal;
}

const look = async (url: URL, { login, signal }: Looking): Promise<DavListing | null> =>
  (await davList(url, login, { method: "PROPFIND", depth: "0", body: props, signal })).listing;

const homeIn = ({ props: found }: DavEntry, base: URL, host: string): CalendarHome | null => {
  const homes = hrefsOf(found.calendarHomeSet, base).map(({ href }) => (href.endsWith("/") ? href : `${href}/`));
  if (homes.length === 0) return null;
  const addresses = hrefsOf(found.calendarUserAddressSet, base).map(({ href }) => href);
  const self =
    addresses
      .find((address) => /^mailto:/i.test(address))
      ?.slice(7)
      .toLowerCase() ?? null;
  return { homes: [...new Set(homes)], self, host };
};

const findFrom = async (candidate: URL, looking: Looking): Promise<CalendarHome | null> => {
  const first = await look(candidate, looking);
  const entry = first?.entries[0];
  if (first === null || entry === undefined) return null;
  const [principal] = hrefsOf(entry.props.currentUserPrincipal, first.url);
  const atOnce = homeIn(entry, first.url, candidate.host);
  if (atOnce !== null || principal === undefined) return atOnce;
  // Where the answer led is told the password: never from https to http.
  if (candidate.protocol === "https:" && principal.protocol !== "https:") return null;
  const second = await look(principal, looking);
  const found = second?.entries[0];
  return second === null || found === undefined ? null : homeIn(found, second.url, candidate.host);
};

/**
 * Errors: integrations/credentials-refused, -address-refused, -unreachable when nobody answered at all, -not-a-calendar when somebody did but
 * not with calendars.
 */
export const discover = async (typed: string, login: DavLogin, signal: AbortSignal): Promise<CalendarHome> => {
  let problem: AppError | null = null;
  for (const candidate of await candidatesOf(typed))
    try {
      const home = await findFrom(candidate, { login, signal });
      if (home !== null) return home;
      problem ??= new AppError("integrations/not-a-calendar");
    } catch (error) {
      signal.throwIfAborted();
      if (!isAppError(error)) throw error;
      if (error.code === "integrations/reconnect") throw new AppError("integrations/credentials-refused", { cause: error });
      // What the first place said is what was typed; the others were guesses.
      problem ??= error;
    }
  throw problem ?? new AppError("integrations/not-a-calendar");
};
