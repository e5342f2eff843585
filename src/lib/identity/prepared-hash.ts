/**
 * Hashing a password takes a tenth of a second on purpose. It is done before the transaction that stores it begins, which
 * better-auth would do inside: the embedded database has one connection, and a first sign-up holds a lock.
 */
import { AsyncLocalStorage } from "node:async_hooks";

const key = Symbol.for("perin.identity.prepared-hash");
const holder = globalThis as { [key]?: AsyncLocalStorage<string> | undefined };
const storage = (): AsyncLocalStorage<string> => (holder[key] ??= new AsyncLocalStorage<string>());

export const hashNow = async (password: string): Promise<string> => {
  const { hashPassword } = await import("better-auth/crypto");
  return hashPassword(password);
};

/** The hash that was prepared for the running work, or a new one. For better-auth's set-up. */
export const hashOrPrepared = (password: string): Promise<string> => {
  const prepared = storage().getStore();
  return prepared === undefined ? hashNow(password) : Promise.resolve(prepared);
};

/** Hashes the one password that `work` is going to store, then does the work. */
export const withPreparedHash = async <T>(password: string, work: () => Promise<T>): Promise<T> => storage().run(await hashNow(password), work);

/** Does this password belong to the hash? */
export const isPassword = async (password: string, hash: string): Promise<boolean> => {
  const { verifyPassword } = await import("better-auth/crypto");
  return verifyPassword({ hash, password });
};
