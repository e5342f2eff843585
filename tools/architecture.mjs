/**
 * The map of the house, as data. dependency-cruiser draws its rules from it and the
 * architecture test refuses any folder under src/lib that has no floor here.
 */

/** Ground floor: words every room uses. Pure; may import zod and the pure packages below. */
export const foundation = ["errors", "time", "ids", "endpoint", "icalendar"];

/** First floor: machines. They know Postgres and Redis and have never heard of a meeting. */
export const platform = ["config", "logger", "metrics", "telemetry", "db", "redis", "secrets", "resilience", "http", "jobs", "mailer", "webpush", "pubsub"];

/** The vault: the only place that speaks SQL. */
export const vault = ["queries"];

/** Second floor: each room, and the rooms it may call. The graph stays acyclic; `ai` and `background` are the roof. */
export const rooms = {
  identity: [],
  people: ["identity"],
  memory: ["identity"],
  notifications: ["identity"],
  integrations: ["identity", "notifications"],
  scheduling: ["identity", "people", "notifications", "integrations"],
  "calendar-files": ["identity", "integrations", "scheduling"],
  /** Invitations arrive by mail and are put into the calendar. */
  mail: ["identity", "people", "integrations", "notifications", "scheduling"],
  tasks: ["identity", "notifications", "scheduling"],
  briefs: ["identity", "notifications", "people", "tasks", "mail", "scheduling"],
  delegation: ["identity", "people", "memory", "notifications", "integrations", "mail", "scheduling"],
  "owner-data": ["identity", "people", "memory", "tasks", "mail", "scheduling", "integrations", "calendar-files"],
  operations: ["identity", "notifications", "integrations"],
  ai: ["identity", "people", "memory", "notifications", "integrations", "mail", "scheduling", "tasks", "briefs", "owner-data", "delegation"],
  /** What runs without anybody waiting: the list of jobs and the topics of the outbox. */
  background: [
    "identity",
    "people",
    "memory",
    "notifications",
    "integrations",
    "mail",
    "scheduling",
    "tasks",
    "briefs",
    "owner-data",
    "operations",
    "delegation",
    "ai",
  ],
};

/** A room has two doors: contracts (pure, browser-safe) and service (I/O, server-only). */
export const doors = ["contracts", "service"];

/** Packages without I/O, clock or dice that `core/` and the ground floor may use. */
export const purePackages = ["zod", "temporal-polyfill", "ical.js", "sanitize-html"];
