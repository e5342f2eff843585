/** The forms that REDIS_URL takes: one server, a group watched by Sentinel, a Cluster; each with or without TLS. */

interface Node {
  readonly host: string;
  readonly port: number;
}
export interface RedisTarget {
  readonly kind: "server" | "sentinel" | "cluster";
  readonly nodes: readonly [Node, ...Node[]];
  readonly tls: boolean;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  /** Sentinel's name of the group. */
  readonly master?: string;
  readonly sentinelUsername?: string;
  readonly sentinelPassword?: string;
}

const form = /^redis(s?)(?:\+(sentinel|cluster))?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?@]+)(?:\/([^/?]*))?(?:\/(\d+))?(?:\?([^#]*))?$/;
const defaultPort = { server: 6379, sentinel: 26379, cluster: 6379 } as const;

const nodeOf = (text: string, port: number): Node | null => {
  const [, host, digits] = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const number = digits === undefined ? port : Number(digits);
  return host === undefined || number < 1 || number > 65_535 ? null : { host: host.replace(/^\[|\]$/g, ""), port: number };
};

const decoded = (text: string | undefined): string | undefined => {
  if (text === undefined || text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const present = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };

/** Null for what is none of the forms that docs/operations/redis.md lists. */
export const parseRedisUrl = (url: string): RedisTarget | null => {
  const [, secure, group, username, password, hosts = "", first = "", second, query = ""] = form.exec(url) ?? [];
  const kind = (group ?? "server") as RedisTarget["kind"];
  const [node, ...others] = hosts.split(",").map((text) => nodeOf(text, defaultPort[kind]));
  if (!node || others.includes(null) || (kind === "server" && others.length > 0)) return null;
  const [master, number] = kind === "sentinel" ? [first, second ?? "0"] : [undefined, first === "" ? "0" : first];
  if (master === "" || !/^\d{1,4}$/.test(number) || (kind !== "sentinel" && second !== undefined) || (kind === "cluster" && number !== "0")) return null;
  const options = new URLSearchParams(query);
  if ([...options.keys()].some((name) => kind !== "sentinel" || !/^sentinel(?:Username|Password)$/.test(name))) return null;
  return {
    kind,
    nodes: [node, ...(others as Node[])],
    tls: secure === "s",
    db: Number(number),
    ...present({
      username: decoded(username),
      password: decoded(password),
      master: decoded(master),
      sentinelUsername: options.get("sentinelUsername") ?? undefined,
      sentinelPassword: options.get("sentinelPassword") ?? undefined,
    }),
  };
};
