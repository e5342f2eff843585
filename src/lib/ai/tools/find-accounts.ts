/** How are my accounts, and where do I sign in to one again? Signing in itself happens on its provider's page, never in a conversation. */
import { z } from "zod";
import { ConnectionSchema, type Connection } from "@/lib/integrations/contracts";
import { listConnections } from "@/lib/integrations/service";
import { defineTool } from "./define-tool";

const page = "/settings/accounts";

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}@.-]+/gu) ?? [];
/** What people call the companies behind an account. */
const called: Readonly<Partial<Record<Connection["provider"], string>>> = {
  gmail: "google mail",
  "microsoft-mail": "microsoft outlook mail",
  "microsoft-calendar": "microsoft outlook calendar",
  imap: "mail mailbox",
  ics: "calendar feed",
};

/** Those that these words mean; all of them where they mean none. */
const meant = (connections: readonly Connection[], about: string | undefined): readonly Connection[] => {
  const words = wordsOf(about ?? "");
  const scored = connections.map((connection) => {
    const names = wordsOf([connection.label, connection.name, connection.account, called[connection.provider] ?? ""].join(" "));
    return { connection, hits: words.filter((word) => names.includes(word)).length };
  });
  const most = Math.max(0, ...scored.map(({ hits }) => hits));
  return scored.filter(({ hits }) => hits === most).map(({ connection }) => connection);
};

const spoken = ({ id, label, account, status, state, problem }: Connection): string => {
  if (state === "reconnect") return `- ${label}, ${account}: you have to sign in again. [Reconnect](${page}#${id})`;
  return `- ${label}, ${account}: ${status}${problem === null ? "" : `. ${problem.text}`}`;
};

export const findAccountsTool = defineTool({
  name: "find_accounts",
  label: "Look at the connected accounts",
  scope: "settings",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    "The owner's connected calendar and mail accounts: how each is, when it was last synced, and where to sign in again or connect another one. Use it when they ask to connect or reconnect an account; give them the link, they do it on that page.",
  input: z.object({ about: z.string().max(200).optional().describe('Which one, in the user\'s words: "Google", "my work mail".') }),
  output: z.object({ accounts: z.array(ConnectionSchema.pick({ id: true, label: true, account: true, state: true, status: true })) }),
  run: async ({ actor }, { about }) => {
    const { connections } = await listConnections(actor);
    const found = meant(connections, about);
    const said =
      found.length === 0
        ? `No account is connected. [Connect one](${page}) in the settings.`
        : `${found.map(spoken).join("\n")}\n\nTo connect another one: [Settings, Accounts](${page}).`;
    return { ok: true, output: { accounts: found.map(({ id, label, account, state, status }) => ({ id, label, account, state, status })) }, said };
  },
});
