/** One log for the whole process, however many copies of this module Next.js loads; opened by the first line. */
import type winston from "winston";
import { config, dataPath, processWide } from "@/lib/config";
import { MetricsCollector } from "@/lib/metrics";
import { createLogger } from "./create-logger";

type Fields = Readonly<Record<string, unknown>>;

/** Hears of every error that is logged: whoever keeps errors elsewhere needs no other place to listen at. */
export type ErrorListener = (message: string, fields: Fields) => void;
const { get: listeners } = processWide("logger.listeners", () => new Set<ErrorListener>());

export const onErrorLogged = (listener: ErrorListener): void => {
  listeners().add(listener);
};

export { hashUserId, redact } from "./redact";
export { requestContext, withRequestContext, type RequestContext } from "./context";

const configured = (): winston.Logger => {
  const { NODE_ENV, LOG_LEVEL, LOG_DIR } = config();
  const quiet = LOG_LEVEL === "silent" || (NODE_ENV === "test" && LOG_LEVEL === undefined);
  return createLogger({
    level: LOG_LEVEL === undefined || LOG_LEVEL === "silent" ? "info" : LOG_LEVEL,
    silent: quiet,
    directory: LOG_DIR ?? dataPath("logs"),
    console: quiet ? "off" : NODE_ENV === "production" && !process.stdout.isTTY ? "json" : "readable",
    environment: NODE_ENV,
  });
};
const shared = processWide<winston.Logger>("logger", configured);

const at =
  (level: "error" | "warn" | "info" | "http" | "verbose" | "debug" | "silly") =>
  (message: string, fields: Fields = {}): void => {
    MetricsCollector.record({ name: "log_lines", value: 1, tags: { level } });
    const log = shared.get();
    // Winston stamps and formats a line before each of its outputs drops it for its level.
    if (log.isLevelEnabled(level)) log.log(level, message, fields);
    if (level === "error") for (const hear of listeners()) hear(message, fields);
  };

const lines = {
  ...{ error: at("error"), warn: at("warn"), info: at("info"), http: at("http") },
  ...{ verbose: at("verbose"), debug: at("debug"), silly: at("silly") },
};

/**
 * The plan's Winston logger. Its levels are counted and heard here; everything else of it (level, child, transports …) is Winston's own, opened by
 * its first use. Fields are redacted by name and by look; an `error` field keeps code, message, stack and cause. Never log bodies of mails or chats.
 */
export const logger = new Proxy(lines, {
  get: (own, name) => {
    if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
    const value: unknown = Reflect.get(shared.get(), name);
    return typeof value === "function" ? (value.bind(shared.get()) as unknown) : value;
  },
  set: (own, name, value) => (Object.hasOwn(own, name) ? Reflect.set(own, name, value) : Reflect.set(shared.get(), name, value)),
}) as typeof lines & Omit<winston.Logger, keyof typeof lines>;

/** One line per answered message. `responseTime` in milliseconds. */
export const logAIInteraction = (data: { userId: string; messageCount: number; responseTime: number; hasErrors: boolean }): void => {
  logger.info("AI Interaction", { type: "ai_interaction", ...data, timestamp: new Date().toISOString() });
};

/** Writes out what is buffered; for the end of a process. */
export const closeLogger = async (): Promise<void> => {
  const open = shared.peek();
  shared.clear();
  if (!open) return;
  await new Promise<void>((resolve) => {
    open.once("finish", resolve);
    open.end();
    setTimeout(resolve, 1_000).unref();
  });
};
