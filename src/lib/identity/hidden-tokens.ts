/** better-auth keeps sessions under their token. Here its tables hold only the SHA-256 of it, as those of all other tokens do: a copy of the database signs nobody in. */
import type { DBAdapter, DBAdapterInstance, Where } from "better-auth";
import { hashOf } from "./tokens";

const hidden = (model: string, where: Where[] | undefined): Where[] | undefined =>
  model === "session" ? where?.map((one) => (one.field === "token" && typeof one.value === "string" ? { ...one, value: hashOf(one.value) } : one)) : where;

/** The token that was asked for, in the place of the hash that was found. */
const shown = <Row extends object | null>(model: string, where: readonly Where[], row: Row): Row => {
  const token = where.find(({ field }) => field === "token")?.value;
  return model === "session" && row !== null && typeof token === "string" ? { ...row, token } : row;
};

const hiding = (inner: DBAdapter): DBAdapter => {
  const outer: DBAdapter = {
    ...inner,
    create: async (call) => {
      const token = (call.data as { token?: unknown }).token;
      if (call.model !== "session" || typeof token !== "string") return inner.create(call);
      const row = await inner.create<Record<string, unknown>>({ ...call, data: { ...call.data, token: hashOf(token) } });
      return { ...row, token } as never;
    },
    findOne: async (call) => shown(call.model, call.where, (await inner.findOne({ ...call, where: hidden(call.model, call.where) ?? [] })) as never),
    findMany: (call) => inner.findMany({ ...call, where: hidden(call.model, call.where) }),
    update: async (call) => shown(call.model, call.where, (await inner.update({ ...call, where: hidden(call.model, call.where) ?? [] })) as never),
    delete: (call) => inner.delete({ ...call, where: hidden(call.model, call.where) ?? [] }),
    deleteMany: (call) => inner.deleteMany({ ...call, where: hidden(call.model, call.where) ?? [] }),
    // Ours surrounds the calls that need one; see auth.ts.
    transaction: (callback) => callback(outer),
  };
  return outer;
};

export const hidingTokens =
  (open: DBAdapterInstance): DBAdapterInstance =>
  (options) =>
    hiding(open(options));
