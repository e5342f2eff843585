/** Every place where something sealed is stored, so that keys can be changed and a start can tell whether it has the right ones. */
import { query, runInTransaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { isSealedWithNewest, openToken, sealToken } from "@/lib/secrets";
import { tokenPlace } from "./integrations";
import { listTableShapes, quoted } from "./table-shapes";

interface SealedPlace {
  readonly table: string;
  readonly column: string;
  /** Columns that name the row. */
  readonly key: readonly string[];
  /** The row's identity as it was sealed with. */
  readonly place: (key: readonly string[]) => string;
}

/** A new sealed column is one line here. */
const places: readonly SealedPlace[] = [
  {
    table: "user_integrations",
    column: "access_token",
    key: ["user_id", "integration_type", "account"],
    place: ([user = "", type = "", account = ""]) => tokenPlace(user, type, account, "access"),
  },
  {
    table: "user_integrations",
    column: "refresh_token",
    key: ["user_id", "integration_type", "account"],
    place: ([user = "", type = "", account = ""]) => tokenPlace(user, type, account, "refresh"),
  },
  { table: "oauth_states", column: "code_verifier", key: ["state_hash"], place: ([hash]) => `oauth_states:${hash ?? ""}` },
  { table: "server_keys", column: "sealed", key: ["name"], place: ([name]) => `server_keys:${name ?? ""}` },
  { table: "push_subscriptions", column: "sealed", key: ["id"], place: ([id]) => `push_subscriptions:${id ?? ""}` },
  { table: "key_check", column: "sealed", key: ["id"], place: () => "key_check" },
];

/** What a sealed value looks like, for the database's own regular expressions. */
const looksSealed = "^v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{22}\\.";

interface Sealed {
  readonly at: readonly string[];
  readonly sealed: string;
}

const sealedAt = async ({ table, column, key }: SealedPlace, limit = ""): Promise<Sealed[]> => {
  const names = key.map((name) => `${quoted(name)}::text`).join(", ");
  return (
    await query<Sealed>(`SELECT ARRAY[${names}] AS at, ${quoted(column)} AS sealed FROM ${quoted(table)} WHERE ${quoted(column)} ~ $1 ORDER BY 1 ${limit}`, [
      looksSealed,
    ])
  ).rows;
};

const opens = (sealed: string, place: string): boolean => {
  try {
    openToken(sealed, place);
    return true;
  } catch {
    return false;
  }
};

const wrongKey = (): AppError =>
  new AppError("secrets/wrong-key", {
    message:
      "ENCRYPTION_KEY (or secrets.json in DATA_DIR) isn't the key that this database was sealed with. Put the old key behind the new one, with a comma between, or restore secrets.json. Nothing was changed.",
  });

/** Errors: secrets/wrong-key when what is stored doesn't open. The first start on a database writes the word that later ones try. */
export const requireRightKey = async (): Promise<void> => {
  const [word] = (await query<{ sealed: string }>("SELECT sealed FROM key_check")).rows;
  if (word !== undefined) {
    if (!opens(word.sealed, "key_check")) throw wrongKey();
    return;
  }
  for (const each of places) {
    const [sample] = await sealedAt(each, "LIMIT 1");
    if (sample !== undefined && !opens(sample.sealed, each.place(sample.at))) throw wrongKey();
  }
  await query("INSERT INTO key_check (sealed) VALUES ($1) ON CONFLICT DO NOTHING", [sealToken("perin", "key_check")]);
};

/** Does this server have the key? Null before the first start on a database. */
export const keyOpens = async (): Promise<boolean | null> => {
  const [word] = (await query<{ sealed: string }>("SELECT sealed FROM key_check")).rows;
  return word === undefined ? null : opens(word.sealed, "key_check");
};

/** A column that seals without being listed above would be lost with its key, so it is looked for. */
const requireNoOthers = async (): Promise<void> => {
  const listed = new Set(places.map(({ table, column }) => `${table}.${column}`));
  for (const { name, columns } of await listTableShapes())
    for (const column of columns.filter(({ type }) => type === "text")) {
      if (listed.has(`${name}.${column.name}`)) continue;
      const { rows } = await query(`SELECT 1 FROM ${quoted(name)} WHERE ${quoted(column.name)} ~ $1 LIMIT 1`, [looksSealed]);
      if (rows.length > 0)
        throw new AppError("internal/unexpected", { message: `${name}.${column.name} holds sealed values and isn't listed in sealed-values.ts` });
    }
};

export interface Resealed {
  readonly sealedAnew: number;
  readonly alreadyNewest: number;
  readonly dropped: number;
}

const where = ({ key }: SealedPlace): string => key.map((name, index) => `${quoted(name)}::text = $${index + 1}`).join(" AND ");

const resealPlace = async (each: SealedPlace, dropUnreadable: boolean): Promise<Resealed> => {
  const count = { sealedAnew: 0, alreadyNewest: 0, dropped: 0 };
  for (const { at, sealed } of await sealedAt(each)) {
    if (!opens(sealed, each.place(at))) {
      if (!dropUnreadable) throw wrongKey();
      await query(`DELETE FROM ${quoted(each.table)} WHERE ${where(each)}`, at);
      count.dropped += 1;
    } else if (isSealedWithNewest(sealed)) count.alreadyNewest += 1;
    else {
      const anew = sealToken(openToken(sealed, each.place(at)), each.place(at));
      await query(`UPDATE ${quoted(each.table)} SET ${quoted(each.column)} = $${at.length + 1} WHERE ${where(each)}`, [...at, anew]);
      count.sealedAnew += 1;
    }
  }
  return count;
};

/**
 * Seals everything under the newest key, in one transaction. Rows that don't open with any key stop it, or go when
 * `dropUnreadable` says so. Errors: secrets/wrong-key.
 */
export const sealEverythingAnew = ({ dropUnreadable }: { readonly dropUnreadable: boolean }): Promise<Resealed> =>
  runInTransaction(async () => {
    await query("SET LOCAL statement_timeout = 0");
    await query(`LOCK TABLE ${[...new Set(places.map(({ table }) => quoted(table)))].join(", ")} IN SHARE ROW EXCLUSIVE MODE`);
    await requireNoOthers();
    const total = { sealedAnew: 0, alreadyNewest: 0, dropped: 0 };
    for (const each of places) {
      const count = await resealPlace(each, dropUnreadable);
      for (const name of ["sealedAnew", "alreadyNewest", "dropped"] as const) total[name] += count[name];
    }
    return total;
  });
