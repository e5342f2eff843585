/** Drizzle as a query builder over `query()`, so that it joins transactions and runs on both databases alike. */
import { drizzle } from "drizzle-orm/pg-proxy";
import { execute } from "./query";

/** Use `transaction()` from queries/transaction for transactions: drizzle's own can't be joined. */
export const db = drizzle(async (text, params: unknown[], method) => {
  const { rows } = await execute(text, params, method === "all" ? "array" : "object");
  return { rows };
});
