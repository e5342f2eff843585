/** Builds the Winston logger: JSON lines in rotated files and on the console, readable where a person is looking. */
import { accessSync, constants, mkdirSync } from "node:fs";
import winston from "winston";
import DailyRotateFile from "winston-daily-rotate-file";
import { requestContext } from "./context";
import { hashUserId, redact } from "./redact";
import { createStormGate } from "./storm";

export interface LoggerOptions {
  readonly level: string;
  readonly silent: boolean;
  /** Folder of error.log and combined.log; none means console only. */
  readonly directory: string | undefined;
  readonly console: "json" | "readable" | "off";
  readonly environment: string;
  /** Where console lines go: stderr, because stdout belongs to what a command answers. */
  readonly output?: NodeJS.WritableStream;
}

const linesPerSecondMax = 10;

const contextFields = (): Record<string, string> => {
  const context = requestContext();
  if (!context) return {};
  return {
    requestId: context.requestId,
    ...(context.traceId === undefined ? {} : { traceId: context.traceId }),
    ...(context.userId === undefined ? {} : { userIdHash: hashUserId(context.userId) }),
  };
};

/** Held-back lines vanish here; the next one of their kind says how many there were. They count in the second that they are stamped with. */
const againstStorms = () => {
  const gate = createStormGate(linesPerSecondMax);
  return winston.format((info) => {
    const { write, heldBack } = gate.admit(`${info.level} ${String(info.message)}`, Date.parse(String(info.timestamp)));
    if (!write) return false;
    return heldBack === 0 ? info : { ...info, heldBack };
  })();
};

const safe = winston.format((info) => {
  const { level, message, ...rest } = info;
  return {
    ...(redact({ ...contextFields(), ...rest }) as object),
    level,
    message: redact(message),
    [Symbol.for("level")]: level,
  };
});

const readable = winston.format.printf(({ level, message, timestamp, service: _service, ...rest }) => {
  const { stack, ...fields } = rest as Record<string, unknown> & { stack?: string };
  const extra = Object.keys(fields).length === 0 ? "" : ` ${JSON.stringify(fields)}`;
  return `${String(timestamp).slice(11, 19)} ${level} ${String(message)}${extra}${stack === undefined ? "" : `\n${stack}`}`;
});

const consoleTransport = (mode: LoggerOptions["console"], stream: NodeJS.WritableStream) =>
  new winston.transports.Stream({
    format: mode === "readable" ? winston.format.combine(winston.format.colorize(), readable) : winston.format.json(),
    stream,
    silent: mode === "off",
  });

const writable = (directory: string): boolean => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const fileTransport = (directory: string, filename: string, level?: string): DailyRotateFile =>
  new DailyRotateFile({
    dirname: directory,
    filename: `${filename}-%DATE%`,
    extension: ".log",
    createSymlink: true,
    symlinkName: `${filename}.log`,
    auditFile: `${directory}/.${filename}-audit.json`,
    datePattern: "YYYY-MM-DD",
    maxSize: "20m",
    maxFiles: "14d",
    format: winston.format.json(),
    ...(level === undefined ? {} : { level }),
  });

/** Files that can't be written (full disk, read-only system) leave the console, and one warning there. */
export const createLogger = (options: LoggerOptions): winston.Logger => {
  const wanted = options.directory !== undefined && !options.silent;
  const useFiles = wanted && writable(options.directory);
  const files = useFiles ? [fileTransport(options.directory, "error", "error"), fileTransport(options.directory, "combined")] : [];
  const screen = consoleTransport(options.console, options.output ?? process.stderr);
  const logger = winston.createLogger({
    level: options.level,
    silent: options.silent,
    format: winston.format.combine(winston.format.timestamp(), againstStorms(), safe()),
    defaultMeta: { service: "perin-ai", environment: options.environment },
    exitOnError: false,
  });
  let lost = false;
  const fallBack = (error: unknown): void => {
    if (lost) return;
    lost = true;
    screen.silent = false;
    for (const file of files) file.silent = true;
    logger.warn("log files can't be written; logging to the console only", { directory: options.directory, error });
  };
  logger.pipe(screen);
  for (const file of files) logger.pipe(file.on("error", fallBack));
  if (wanted && !useFiles) fallBack(undefined);
  return logger;
};
