/**
 * One value per process. Next.js loads a module several times (instrumentation, proxy, routes, pages), so whatever must
 * exist once hangs on globalThis and is made by the first who asks.
 */
export interface ProcessWide<T> {
  readonly get: () => T;
  /** What is there, without making it. */
  readonly peek: () => T | undefined;
  readonly clear: () => void;
}

const store = globalThis as unknown as Record<symbol, unknown>;

export const processWide = <T>(name: string, create: () => T): ProcessWide<T> => {
  const key = Symbol.for(`perin.${name}`);
  return {
    get: () => (store[key] ??= create()) as T,
    peek: () => store[key] as T | undefined,
    clear: () => {
      store[key] = undefined;
    },
  };
};
