/** The one way to Microsoft Graph, with Graph's errors in our words. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Access } from "../../contracts";
import { bearerCall, errorOfStatus, Refused } from "../bearer-call";
import { microsoftAddresses } from "./addresses";

export interface GraphRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** An object travels as JSON, a text as it is (a mail in MIME, in base64). */
  readonly body?: object | string;
  readonly ifMatch?: string | null;
  /** How many to a page. */
  readonly pageMax?: number;
  /** False for what would happen twice when it is sent twice. */
  readonly idempotent?: boolean;
  readonly signal: AbortSignal;
}

export type GraphApi = "microsoft-calendar" | "microsoft-mail";

/** Names stay what they are where things are moved, times come in UTC, texts of events as text and those of mails as they are shown. */
const preferred: Readonly<Record<GraphApi, string>> = {
  "microsoft-calendar": 'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text"',
  "microsoft-mail": 'IdType="ImmutableId", outlook.body-content-type="html"',
};

/** OData's names begin with a dollar sign, which stays one. */
const queryOf = (query: GraphRequest["query"] = {}): string =>
  Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`]))
    .join("&");

/** A path of Graph's, or where Graph says that it goes on: there and nowhere else, for the token goes with it. */
const addressOf = (place: string, query: GraphRequest["query"]): string => {
  const { graph } = microsoftAddresses();
  if (!place.startsWith("/")) {
    if (!place.startsWith(`${graph}/`)) throw new AppError("integrations/unreadable", { message: "Graph names a page at another address" });
    return place;
  }
  const asked = queryOf(query);
  return asked === "" ? `${graph}${place}` : `${graph}${place}?${asked}`;
};

interface ErrorBody {
  readonly error?: { readonly code?: unknown };
}

const reasonOf = async (response: Response): Promise<string> => {
  const body = (await response.json().catch(() => null)) as ErrorBody | null;
  const code = typeof body === "object" ? body?.error?.code : undefined;
  return typeof code === "string" ? code : "";
};

const send = async (api: GraphApi, place: string, token: string, request: GraphRequest, signal: AbortSignal): Promise<unknown> => {
  const { method = "GET", query, body, ifMatch, pageMax } = request;
  const response = await fetch(addressOf(place, query), {
    method,
    signal,
    redirect: "error",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      prefer: pageMax === undefined ? preferred[api] : `${preferred[api]}, odata.maxpagesize=${pageMax}`,
      ...(body === undefined ? {} : { "content-type": typeof body === "string" ? "text/plain" : "application/json" }),
      ...(ifMatch ? { "if-match": ifMatch } : {}),
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  // 202 and 204 say nothing more.
  if (response.ok) return response.status === 202 || response.status === 204 ? null : response.json();
  throw new Refused(response.status, response.headers, await reasonOf(response));
};

/** Said with 400 or 404, too, where the state of a delta query is forgotten. */
const forgotten = /^(?:syncState|resync)/i;
/** An account without a mailbox in Exchange Online or Outlook.com, or one that isn't reached by Graph. */
const noMailbox = new Set(["MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI", "MailboxNotHostedInExchangeOnline"]);

const errorOf = (refused: Refused, api: string): AppError => {
  const { statusCode, reason } = refused;
  const message = `${api} answered ${statusCode} ${reason}`;
  if (forgotten.test(reason)) return new AppError("integrations/cursor-expired", { message });
  if (noMailbox.has(reason))
    return new AppError("integrations/forbidden-outside", {
      message,
      publicMessage: "That Microsoft account has no mailbox and calendar that can be reached.",
    });
  return errorOfStatus(refused, api);
};

/** `place`: a path, or the address of a next page as Graph gave it. Errors: as `bearerCall`. */
export const graphCall = <S extends z.ZodType>(api: GraphApi, access: Access, place: string, schema: S, request: GraphRequest): Promise<z.output<S>> => {
  const { idempotent = true, signal } = request;
  return bearerCall({ api, access, schema, send: (token, inner) => send(api, place, token, request, inner), errorOf, idempotent, signal });
};
