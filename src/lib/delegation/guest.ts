/** Who stands at the door: a link that works, and a visit of it. Whatever is wrong with a link is answered in the same words. */
import { AppError } from "@/lib/errors";
import type { Actor, Profile } from "@/lib/identity/contracts";
import { findProfile, getPicture, hasPicture, type Picture } from "@/lib/identity/service";
import { findLinkByToken, type StoredLink } from "@/lib/queries/links";
import { findVisitBySecret, type StoredVisit } from "@/lib/queries/link-visits";
import { directionOf, languageFor, type Language } from "./core/meeting-words";
import { linkStateOf } from "./core/link-state";
import { requireRoom } from "./limits";
import { hashOf } from "./secrets";

/** What a request brings along beside its input. */
export interface Caller {
  /** As the limits count: an IPv6 household is one. */
  readonly address: string;
  /** The secret of a visit, out of the cookie. */
  readonly visit: string | null;
}

/** What visitors are told of an owner comes from here. */
export interface Owner extends Profile {
  readonly hasPicture: boolean;
}

export const findOwner = async (actor: Actor): Promise<Owner> => ({ ...(await findProfile(actor)), hasPicture: await hasPicture(actor) });

export interface Guest {
  /** Acts on the owner's time and nothing else of theirs. */
  readonly actor: Actor;
  readonly link: StoredLink;
  readonly owner: Owner;
  readonly visit: StoredVisit;
  readonly language: Language;
}

/** A visitor may look at free time and book it; what else they may, the verbs of this room decide. */
export const visitorActor = (userId: string): Actor => ({ userId, via: "visitor", scopes: ["scheduling:read", "scheduling:write"] });

export const unavailable = (): AppError => new AppError("delegation/link-unavailable");

/** The link, if it works now. Errors: delegation/link-unavailable, whatever the reason. */
export const requireLink = async (token: string, nowMs: number): Promise<StoredLink> => {
  const link = await findLinkByToken(hashOf(token));
  if (link === null || linkStateOf(link, nowMs) !== "active") throw unavailable();
  await requireRoom("link", link.id);
  return link;
};

export const findVisit = (link: StoredLink, { visit }: Caller): Promise<StoredVisit | null> =>
  visit === null ? Promise.resolve(null) : findVisitBySecret(link.id, hashOf(visit));

export const languageOf = (link: StoredLink, locale: string): { readonly language: Language; readonly direction: "ltr" | "rtl" } => {
  const language = languageFor(link.rules.language, locale);
  return { language, direction: directionOf(language) };
};

/** Errors: delegation/link-unavailable; delegation/visit-needed without a visit that was let in. */
export const requireGuest = async (token: string, caller: Caller, nowMs: number): Promise<Guest> => {
  const link = await requireLink(token, nowMs);
  const visit = await findVisit(link, caller);
  if (visit === null) throw new AppError("delegation/visit-needed");
  const actor = visitorActor(link.userId);
  return { actor, link, owner: await findOwner(actor), visit, language: languageOf(link, visit.locale).language };
};

/** Errors: as `requireGuest`; request/not-found where the owner has none. */
export const getOwnerPicture = async (caller: Caller, { token }: { readonly token: string }): Promise<Picture> =>
  getPicture((await requireGuest(token, caller, Date.now())).actor);
