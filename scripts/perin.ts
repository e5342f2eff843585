/** `npm run -s perin -- COMMAND`: Perin in the terminal. Parses arguments; the work lives in src/lib/ai and src/lib/operations. */
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { nodeTooOld } from "./start/node-version";

const usage = `Usage: npm run -s perin -- COMMAND

  ask "Find 30 minutes with Maya on Tuesday afternoon and book it"
      --as EMAIL          act as this account (default: the operator)
      --conversation ID   go on with this conversation
      --yes               approve what would ask
  backup [FILE]           copy everything into a file (default: under DATA_DIR/backups), also while a server runs
      --without-secrets   leave the generated keys out
  restore FILE            put a backup in the place of everything that is here
      --replace           also when there are accounts here; what was here is backed up first
  export-postgres URL     copy everything to a PostgreSQL server
      --replace           also when there are accounts there
  reset-password EMAIL    print a link, good for one use within an hour, by which this account gets a new password
  rotate-keys             seal everything that is stored under the newest key
      --drop-unreadable   remove what no key opens any more

  --json                  print one JSON object at the end and nothing else

Exit codes: 0 done, 1 something went wrong, 2 wrong arguments, 3 something waits for your word.`;

const readArguments = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: "string" },
      conversation: { type: "string" },
      yes: { type: "boolean", default: false },
      replace: { type: "boolean", default: false },
      "drop-unreadable": { type: "boolean", default: false },
      "without-secrets": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [command, ...words] = positionals;
  return { ...values, command, text: words.join(" ").trim() };
};

/** Asks on the terminal; where there is none (a pipe, --json) nobody answers and the action goes on waiting. */
const confirmOnTerminal = async (question: string): Promise<boolean | null> => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
};

const ask = async ({ as, conversation, yes, json, text }: ReturnType<typeof readArguments>): Promise<number> => {
  // Only once Node's version is known: an old one fails on these imports.
  const { converse, openLine } = await import("@/lib/ai/service");
  const { closeDatabase } = await import("@/lib/db");
  const { bringUpToDate, holderOfDatabase } = await import("@/lib/operations/service");
  try {
    if (holderOfDatabase() === null) await bringUpToDate();
    const line = await openLine(as);
    const quiet = { write: () => undefined, confirm: () => Promise.resolve(null) };
    const result = await converse(
      line,
      { text, conversationId: conversation, yes },
      json ? quiet : { write: (words) => process.stdout.write(words), confirm: confirmOnTerminal },
    );
    if (json) console.log(JSON.stringify(result));
    else if (result.waiting.length > 0) console.log(`\nWaits for your word: approve it in the chat, or run this again with --yes.`);
    if (result.failure !== null && !json) console.error(result.failure);
    return result.failure !== null ? 1 : result.waiting.length > 0 ? 3 : 0;
  } finally {
    await closeDatabase();
  }
};

const operate = async ({
  command = "",
  text,
  replace,
  json,
  "without-secrets": withoutSecrets,
  "drop-unreadable": dropUnreadable,
}: ReturnType<typeof readArguments>): Promise<number> => {
  const { commands } = await import("./perin/commands");
  const { closeDatabase } = await import("@/lib/db");
  try {
    const said = await commands[command]?.({ argument: text, replace, withoutSecrets, dropUnreadable });
    console.log(json ? JSON.stringify(said?.data) : said?.lines.join("\n"));
    return 0;
  } finally {
    await closeDatabase();
  }
};

/** Every command, and whether it needs words behind it. */
const known: Readonly<Record<string, boolean>> = {
  ask: true,
  backup: false,
  restore: true,
  "export-postgres": true,
  "reset-password": true,
  "rotate-keys": false,
};

const run = async (): Promise<number> => {
  let parsed: ReturnType<typeof readArguments>;
  try {
    parsed = readArguments();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const needsWords = known[parsed.command ?? ""];
  if (parsed.help || needsWords === undefined || (needsWords && parsed.text === "")) {
    (parsed.help ? console.log : console.error)(usage);
    return parsed.help ? 0 : 2;
  }
  try {
    const { prepareSecrets } = await import("@/lib/secrets");
    await prepareSecrets();
    return await (parsed.command === "ask" ? ask(parsed) : operate(parsed));
  } catch (error) {
    const { sentenceFor } = await import("./perin/sentence");
    const sentence = sentenceFor(error);
    console.error(parsed.json ? JSON.stringify({ error: { code: (error as { code?: string }).code ?? "internal/unexpected", message: sentence } }) : sentence);
    return 1;
  }
};

// The answer is what stands on the terminal; warnings and errors still show.
process.env.LOG_LEVEL ??= "warn";
const tooOld = nodeTooOld(process.version);
if (tooOld !== null) console.error(tooOld);
process.exitCode = tooOld === null ? await run() : 1;
