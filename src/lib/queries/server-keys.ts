/** Keys of the server itself, one of each for every process on this database, sealed at rest. */
import { query } from "@/lib/db";
import { openToken, sealToken } from "@/lib/secrets";

const placeOf = (name: string): string => `server_keys:${name}`;

const findServerKey = async (name: string): Promise<string | null> => {
  const [row] = (await query<{ sealed: string }>("SELECT sealed FROM server_keys WHERE name = $1", [name])).rows;
  return row === undefined ? null : openToken(row.sealed, placeOf(name));
};

/** The key of this name; made by the first who asks, of two who ask at once by one. Errors: secrets/unreadable. */
export const keepServerKey = async (name: string, make: () => string): Promise<string> => {
  const known = await findServerKey(name);
  if (known !== null) return known;
  await query("INSERT INTO server_keys (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", [name, sealToken(make(), placeOf(name))]);
  return (await findServerKey(name)) ?? make();
};
