/** Whom to tell about a vulnerability (RFC 9116). */
import { config, publicOrigin } from "@/lib/config";

export const dynamic = "force-dynamic";

const validDays = 180;

/** SECURITY_CONTACT, or the mailbox that RFC 2142 keeps for this at every domain. */
export const GET = (): Response => {
  const origin = publicOrigin();
  const contact = config().SECURITY_CONTACT ?? `mailto:security@${new URL(origin).hostname}`;
  const expires = new Date(Math.ceil(Date.now() / 86_400_000 + validDays) * 86_400_000).toISOString();
  const lines = [`Contact: ${contact}`, `Expires: ${expires}`, "Preferred-Languages: en, de", `Canonical: ${origin}/.well-known/security.txt`];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=86400" } });
};
